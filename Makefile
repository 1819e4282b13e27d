# Each target is one task of tools/dev.py, which also works without make.
PYTHON ?= python3

.PHONY: setup demo test check pages bench clean
.NOTPARALLEL:

setup: ; @"$(PYTHON)" tools/dev.py setup
demo:  ; @"$(PYTHON)" tools/dev.py demo
test:  ; @"$(PYTHON)" tools/dev.py test
check: ; @"$(PYTHON)" tools/dev.py check
pages: ; @"$(PYTHON)" tools/dev.py pages
bench: ; @"$(PYTHON)" tools/dev.py bench
clean: ; @"$(PYTHON)" tools/dev.py clean
