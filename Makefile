# Everything that a person or CI calls. Each target sets up what it needs first; when all is there that takes no time.
PYTHON ?= python3
BIN := .venv/bin
DEMO_FOLDER ?= demo-output
set-up = @$(PYTHON) packaging/set_up.py

.PHONY: help demo run test names soak lint bench score hostile lock texts check-page

help:
	@echo "make demo   the whole journey on example data; files in $(DEMO_FOLDER), then the window where there is a screen"
	@echo "make run    open the application"
	@echo "make test   all tests"
	@echo "make soak   ten thousand generated histories of the exchange (HISTORIES=300 for fewer)"
	@echo "make names  ten thousand names in every script and design, and each script against Chromium (NAMES=500 for fewer)"
	@echo "make lint   style, types and import contracts"
	@echo "make bench  the measured figures (ARGS=\"words of a job's name\" for some of them, the longest only so: 1,000,000)"
	@echo "make score  how well lists are understood (SAMPLES=DIR for other lists, SCORE_SHOW=all for what does not agree)"
	@echo "make hostile  every hostile file, also the large ones: what was said, seconds, memory (ARGS=bomb chooses by name)"
	@echo "make texts  all texts collected for translation (LANGUAGE_CODE=fr starts a language, see resources/translations)"
	@echo "make check-page  the libraries of the page that checks certificates, anew from packaging/check_page (needs npm)"
	@echo "make lock   packaging/requirements.lock from pyproject.toml (UPGRADE=--upgrade for newer versions)"

demo:
	$(set-up) demo
	@$(BIN)/python -m trainer_app demo --folder $(DEMO_FOLDER)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/python -m trainer_app --database $(DEMO_FOLDER)/office.sqlite; fi

run:
	$(set-up) run
	@$(BIN)/python -m trainer_app

test:
	$(set-up) test
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

soak:
	$(set-up) test
	@$(BIN)/python tests/soak/run.py

NAMES ?= 10000
names:
	$(set-up) test
	@NAMES=$(NAMES) $(BIN)/python -m pytest --numprocesses 2 --dist worksteal -rs tests/trainer_app/certificates/test_every_name.py \
		tests/trainer_app/typesetting $(ARGS)

lint:
	$(set-up) lint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench:
	$(set-up) test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks/run.py $(ARGS)

score:
	$(set-up) test
	@$(BIN)/python tests/score/run.py $(SAMPLES)

hostile:
	$(set-up) test
	@$(BIN)/python tests/hostile/run.py $(ARGS)
	@DAMAGED=1000 $(BIN)/python -m pytest -q tests/trainer_app/exchange/test_damaged_files.py

lock:
	$(set-up) lint
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --only-binary :all: $(UPGRADE) \
		--output-file packaging/requirements.lock pyproject.toml

translations := resources/translations
CATALOGUES ?= workbook lists check_page trainer_app
# What a workbook shows, and why a cell of it was refused.
to_readers := $(addprefix trainer_app/,workbook/cells.py workbook/edits.py workbook/second_rows.py workbook/sheets.py \
	workbook/wording.py courses/courses.py courses/enrolments.py courses/headcounts.py courses/sessions.py enterprises.py \
	follow_ups/follow_ups.py follow_ups/visits.py people/persons.py)
# What the sender of a list may get to read: why cells are doubtful, what is asked, why rows are not taken.
to_senders := $(addprefix trainer_app/lists/,births.py births_or_ages.py by_code.py by_counts.py by_headline.py by_sex.py columns.py course_hours.py course_years.py figures.py \
	guessed.py identity.py lent_years.py linking.py marks.py name_signs.py names.py numbers.py \
	modules.py percents.py persons.py phones.py place_lines.py read.py settling.py sexes.py sheet_places.py statuses.py titles.py under_lines.py unknown_dittos.py unknown_products.py untold.py) $(addprefix trainer_app/importing/,copies.py \
	findings.py send_back.py course_keys.py courses.py values.py records.py importer.py moved.py who.py)
written := --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
extract = $(BIN)/pybabel --quiet extract --no-location --sort-output --project=trainer-app -k N_ -k NN_:1,2 -k ngettext:1,2
texts:
	$(set-up) lint
	@$(extract) -o $(translations)/workbook.pot $(to_readers)
	@$(extract) -o $(translations)/lists.pot $(to_senders)
	@$(extract) -o $(translations)/check_page.pot trainer_app/certificates/check_page.py
	@$(extract) -o $(translations)/trainer_app.pot trainer_app ui
	@for domain in $(CATALOGUES); do \
		po=$(translations)/$(LANGUAGE_CODE)/LC_MESSAGES/$$domain.po; \
		if [ -n "$(LANGUAGE_CODE)" ] && [ ! -e $$po ]; then \
			$(BIN)/pybabel --quiet init -D $$domain -i $(translations)/$$domain.pot -o $$po -l $(LANGUAGE_CODE); fi; \
		if ls $(translations)/*/LC_MESSAGES/$$domain.po > /dev/null 2>&1; then \
			$(BIN)/pybabel --quiet update $(written) -D $$domain -i $(translations)/$$domain.pot -d $(translations); \
			$(BIN)/pybabel --quiet compile -D $$domain -d $(translations); fi; done

check-page:
	@cd packaging/check_page && npm ci --silent && npm run --silent build
