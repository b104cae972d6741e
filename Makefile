# The two that matter: `make report` and `make test`. README.md says what they do.

SWIFT_FLAGS :=
ifeq ($(shell uname),Darwin)
  # Homebrew's folders are not searched by default.
  BREW := $(shell brew --prefix)
  SWIFT_FLAGS := -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
endif

.PHONY: help dependencies build report test lint smoke check clean

help:
	@echo "make report   regenerate the report's figures and tables"
	@echo "make test     run the tests"
	@echo "make check    check the format, build, run all cells at smoke scale, run the tests"
	@echo "make build    build the cells in .build/release"
	@echo "make clean    remove what was built; checkpoints stay"

dependencies:
	@scripts/install-dependencies

build: dependencies
	swift build -c release $(SWIFT_FLAGS)

report: build
	@scripts/regenerate-report

test: dependencies
	swift test $(SWIFT_FLAGS)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests notebooks

smoke: build
	@scripts/check-smoke

check:
	$(MAKE) lint
	$(MAKE) smoke
	$(MAKE) test

clean:
	swift package clean
