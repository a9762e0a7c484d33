#!/usr/bin/env bash
# Builds everything and runs every test: build/test.sh [PART OF A PROJECT'S NAME]
#
# Starts the services that the tests need, unless they run already (build/services.sh), and stops what it started.
# The last line says "N passed, N failed, N skipped". A skipped test fails the run too, since nobody ran it; so do tests
# that are inconclusive, [Explicit] or end in Assert.Warn, which the result files do not tell from skipped ones.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$PWD/artifacts/test-results
services=${PROPOPS_SERVICES:-artifacts/services}

# Nothing here runs long enough to repay what the compiler would note down to optimise it by.
export DOTNET_TieredPGO=0

if [ "${CI:-}" = true ]; then
  # The property of a reproducible build (MSBuild reads it from the environment), and no build process that outlives the
  # build: it would hold the output open, and CI would wait for its end.
  export ContinuousIntegrationBuild=true MSBUILDDISABLENODEREUSE=1
fi

# The compilers that a build leaves waiting for the next one. Not `dotnet build-server shutdown`: that also ends the ones
# that other checkouts on the machine are using.
compilers() { pgrep -f VBCSCompiler | sort || true; }

started=false
finish() { if $started; then build/services.sh stop; fi; }
trap finish EXIT

build/services.sh status >/dev/null || started=true
build/services.sh start
# shellcheck disable=SC1091
. "$services/env"

build/node-tools.sh
rm -rf "$results"   # before the build: results beside a failed one would be old
mkdir -p "$results"
before=$(compilers)
built=true
dotnet build PropOps.sln -c Release --nologo -v minimal || built=false
if [ "${CI:-}" = true ]; then
  comm -13 <(echo "$before") <(compilers) | xargs -r kill || true   # one that has just ended by itself is no failure
fi
$built

# PROJECT RESULTS [FILTER]
run() {
  dotnet test "$1" --no-build -c Release --nologo --results-directory "$results" ${3:+--filter "$3"} \
    --logger "trx;LogFileName=$2.trx" --logger "console;verbosity=normal"
}

written() {
  local results_of
  for results_of; do [ -s "$results/$results_of.trx" ] || complaints+=("$results_of wrote no results"); done
}

complaints=()
beside=
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  [[ $name == *"${1:-}"* ]] || continue
  if ! grep -q '<IsTestProject>true</IsTestProject>' "$project"; then
    # The test SDK makes a test project of whatever references it. One without the mark would silently not be run.
    if grep -q 'Include="Microsoft.NET.Test.Sdk"' "$project"; then complaints+=("$name lacks <IsTestProject>"); fi
    continue
  fi
  echo "== $name"
  if [ "$name" = PropOps.ApiTests ]; then
    # Each column in a process of its own: in one process installations share what is static in Hangfire. The longer one
    # runs beside all that follows, which mostly waits for processes of its own.
    run "$project" "$name.production" "FullyQualifiedName!~Sqlite" &
    beside=$!
    run "$project" "$name.embedded" "FullyQualifiedName~Sqlite" || complaints+=("$name (embedded) failed")
    written "$name.embedded"
  else
    run "$project" "$name" || complaints+=("$name failed")
    written "$name"
  fi
done
if [ -n "$beside" ]; then
  wait "$beside" || complaints+=("PropOps.ApiTests (production) failed")
  written PropOps.ApiTests.production
fi

# One element per project: <Counters total="12" executed="11" passed="10" failed="1" … />. Skipped is what was not
# executed; the attribute notExecuted stays 0 whatever happens. Failed is all the rest: errors, timeouts, aborted.
line=$(find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + | awk '
  function count(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
  { total += count("total"); executed += count("executed"); passed += count("passed") }
  END { printf "%d passed, %d failed, %d skipped\n", passed, executed - passed, total - executed }')
case $line in "0 passed, 0 failed, "*) complaints+=("no test ran") ;; esac

# What failed is said again here: of a long log often only the end is kept. One <UnitTestResult …> per test, and what it
# said up to </ErrorInfo>.
find "$results" -name '*.trx' -exec awk '
  /<UnitTestResult / { failed = !/ outcome="(Passed|NotExecuted)"/; if (failed && match($0, / testName="[^"]*"/)) print "Failed:" substr($0, RSTART + 10, RLENGTH - 10) }
  failed && /<Message>/, /<\/ErrorInfo>/ { print "  " $0 }' {} +
[ ${#complaints[@]} -eq 0 ] || printf 'Not in order: %s\n' "${complaints[@]}"
echo "$line"
case $line in *" 0 failed, 0 skipped") [ ${#complaints[@]} -eq 0 ] ;; *) false ;; esac
