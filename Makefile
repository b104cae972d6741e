# The two that matter: `make report` and `make test`. docs/running.md says what they do.

# With it, a shell's cd may lead elsewhere.
unexport CDPATH

SWIFT_FLAGS :=
ifeq ($(shell uname),Darwin)
  # Homebrew's folders are not searched by default.
  BREW := $(shell brew --prefix)
  SWIFT_FLAGS := -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
endif

.PHONY: test-devices help dependencies build report notebook paper documentation test lint examples smoke check clean

help:
	@echo "make report   regenerate the report's figures, tables and, where there is TeX, the paper"
	@echo "make test     run the tests; those of one suite with FILTER=GradientTests"
	@echo "make test-devices   run the tests of programs for accelerators"
	@echo "make notebook build paper/notebook.html, all cells' pages in one; installs pandoc"
	@echo "make documentation  build the documentation of the modules, by DocC"
	@echo "make paper    build paper/report.pdf from what the report's cells generated; installs TeX"
	@echo "make check    check the format, build, run all cells at smoke scale, run the tests"
	@echo "make build    build the cells in .build/release"
	@echo "make clean    remove what was built; checkpoints stay"

dependencies:
	@scripts/install-dependencies

build: dependencies
	swift build -c release $(SWIFT_FLAGS)

# The notebook's page too, where there is pandoc, and the paper, where there is TeX; results on the built-in strokes are
# none of the paper's.
report: build
	@scripts/regenerate-report
	@if ! test -e paper/generated/variables.tex; then :; \
	elif command -v pandoc >/dev/null; then scripts/build-notebook-page; \
	else echo "paper/notebook.html is not built again: \`make notebook\` installs pandoc and builds it"; fi
	@if ! test -e paper/generated/variables.tex; then :; \
	elif command -v latexmk >/dev/null; then $(MAKE) --no-print-directory paper; \
	else echo "paper/report.pdf is not built again: \`make paper\` installs TeX and builds it"; fi

# From the cells' pages; nothing else needs pandoc.
notebook:
	@scripts/install-dependencies pandoc
	@scripts/build-notebook-page

# Of the library's modules, by DocC; a warning is an error.
documentation: dependencies
	swift build $(SWIFT_FLAGS) -Xswiftc -O
	@scripts/build-documentation

# Builds from what is there and recomputes nothing; nothing else needs TeX. The same input gives the same bytes.
# -g: a figure that was missing and now is there would go unnoticed.
paper:
	@test -e paper/generated/variables.tex \
	  || { echo "paper/generated has no results for the paper: run \`make report\` first" >&2; exit 1; }
	@scripts/install-tex
	@cd paper && latexmk -silent -g >/dev/null 2>&1 \
	  || { echo "the paper does not build: see paper/build/report.log" >&2; exit 1; }
	@cmp -s paper/build/report.pdf paper/report.pdf || cp paper/build/report.pdf paper/report.pdf
	@echo "paper/report.pdf is up to date"

# Optimised: otherwise the tests would take hours.
test: dependencies
	swift test $(SWIFT_FLAGS) -Xswiftc -O $(addprefix --filter ,$(FILTER))

# Programs for accelerators, on the plugin for CPUs (scripts/install-accelerator xla-cpu), in a process of their own. Where no
# plugin is installed they fail.
DEVICE_TESTS := '\.ProgramTests/|OnADevice|AcceleratedTrainingTests|FailureTests|CompileOptionsTests|DeviceTests/'
test-devices: dependencies
	GTN_TEST_DEVICES=1 swift test $(SWIFT_FLAGS) -Xswiftc -O --filter $(DEVICE_TESTS)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests notebooks benchmarks examples/*/Sources examples/*/Package.swift

# What other packages can do with this one; needs the data set.
examples: dependencies
	cd examples/teach-your-own && swift run -c release $(SWIFT_FLAGS) teach-your-own

smoke: build
	@scripts/check-smoke

# Warnings are errors here, and nowhere else; Package.swift reads it.
check: export GTN_STRICT = 1
check:
	$(MAKE) lint
	$(MAKE) smoke
	$(MAKE) test-devices
	$(MAKE) test

clean:
	swift package clean
