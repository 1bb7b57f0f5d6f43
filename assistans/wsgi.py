"""The web application. Start it with `gunicorn assistans.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from assistans import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistans.settings")

embedded.ensure()
application = get_wsgi_application()
# The code that is loaded lives as long as the process: the garbage collector need not walk it at every long page.
gc.collect()
gc.freeze()
