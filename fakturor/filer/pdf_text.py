"""A process of its own that reads a PDF from standard input and writes its text to standard output.

It stands alone, imports nothing of the project, and limits its own memory and processor time before it looks at
the file.
Exit code 0 when every page was read, anything else when the text is not known.
"""

import io
import resource
import sys

MAX_MINNE = 160 * 1024 * 1024
MAX_SEKUNDER = 1
MAX_SIDOR = 200


def main() -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MINNE, MAX_MINNE))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SEKUNDER, MAX_SEKUNDER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    from pypdf import PdfReader

    sidor = PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages
    if len(sidor) > MAX_SIDOR:
        return 1
    texter = [sida.extract_text() for sida in sidor]
    # A page without text is a picture of one: what stands on it is not known.
    if not all(text.strip() for text in texter):
        return 1
    sys.stdout.buffer.write("\n".join(texter).encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
