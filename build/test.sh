#!/usr/bin/env bash
# Installs what the tests need if it is missing, starts it, runs every test and stops it again.
# build/test.sh [NAME]: only the test projects whose name holds NAME.
set -euo pipefail
cd "$(dirname "$0")/.."
results="$PWD/artifacts/test-results"
rm -rf "$results"
if [ ! -f artifacts/services/env ]; then
  trap 'build/services.sh stop' EXIT
fi
build/services.sh start
# shellcheck disable=SC1091
. artifacts/services/env

dotnet build PropOps.sln -c Release --nologo -v q -clp:"ErrorsOnly;Summary"

failed=0
for project in tests/*"${1:-}"*/*.csproj; do
  grep -q '<IsTestProject>true' "$project" || continue
  name=$(basename "$project" .csproj)
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" || failed=1
  [ -f "$results/$name.trx" ] || { echo "$name wrote no results"; failed=1; }
done

# The counters of all suites, summed. A skipped test is one that nobody ran: that fails as well.
counters=$(cat "$results"/*.trx | grep -o '<Counters [^>]*>')
sum() { echo "$counters" | grep -o "\b$1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
bad=$(($(sum failed) + $(sum error) + $(sum timeout) + $(sum aborted) + $(sum inconclusive)))
skipped=$(($(sum total) - passed - bad))
echo "$passed passed, $bad failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$bad" = 0 ] && [ "$skipped" = 0 ] && [ "$passed" -gt 0 ]
