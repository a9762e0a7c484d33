#!/usr/bin/env bash
# Writes one migration for each database provider: build/add-migration.sh NAME | --initial
# Until 1.0 there is only `Initial`: --initial deletes the migrations of both providers and writes them anew.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
name=${1:-}
if [ "$name" != --initial ] && ! [[ $name =~ ^[A-Za-z][A-Za-z0-9]*$ ]]; then
  echo "usage: build/add-migration.sh NAME | --initial" >&2
  exit 2
fi
folder=Persistence/Migrations   # in src/Infrastructure
dotnet tool restore >/dev/null

if [ "$name" = --initial ]; then
  name=Initial
  rm -rf "src/Infrastructure/$folder/Sqlite" "src/Infrastructure/$folder/PostgreSql"
fi
# After deleting: the snapshot that a new migration is compared with is the compiled one. Once, for both providers.
dotnet build src/WebApi --nologo -v quiet -clp:ErrorsOnly

add() {
  dotnet dotnet-ef migrations add "$name" --no-build --project src/Infrastructure --startup-project src/WebApi \
    --context "$1" --output-dir "$2"
}
add SqlitePropOpsDbContext "$folder/Sqlite"
add PostgresPropOpsDbContext "$folder/PostgreSql"
