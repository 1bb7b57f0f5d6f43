# make           vad man kan göra
# make demo      bygger en påhittad kommun och öppnar den i webbläsaren
# make test      allt som ska hålla, samma som byggservern kör

PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help install lint test bench chaos demo pictures peppol mutera clean chromium
run := .venv/bin/python -m

help: ## visa de här raderna
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | awk -F'|' '{printf "make %-10s %s\n", $$1, $$2}'

install: ## installera allt i projektets egen mapp (.venv och var)
	@$(PYTHON) bin/install

demo: install ## bygg en påhittad kommun och visa den på http://localhost:8000
	@.venv/bin/python manage.py demo

lint: install ## form, importer, typer och saknade migrationer
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy
	.venv/bin/python manage.py makemigrations --check --dry-run

test: install lint chromium ## lint och alla tester, även i webbläsare
	$(run) pytest -n 2 --dist loadfile --no-loadscope-reorder -q tests/webblasare .

bench: install ## mät varje sida i en stor kommun, årets rapport, och kontrollen av ett helt lands månad
	@$(run) bench land; land=$$?; $(run) bench rapport || land=$$?; $(run) bench && exit $$land

chaos: install ## döda arbetaren, kön och databasen mitt i en körning och jämför verdikten
	@$(run) bench kaos

pictures: install chromium ## ta om bilderna i docs/bilder ur demon
	@.venv/bin/python bin/pictures

peppol: install ## lägg till de officiella fakturareglerna (EN 16931 och Peppol) bredvid våra
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-peppol.txt

mutera: install ## ändra reglerna en sak i taget och se om testerna märker det
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-mutering.txt
	@.venv/bin/python -m mutering

chromium:
	@bin/get-chromium

clean: ## ta bort det som är genererat, men inte databasen
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
