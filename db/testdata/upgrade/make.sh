#!/usr/bin/env bash
# make.sh NUMBER: makes the two databases from which TestUpgrade starts, of the
# program as it is checked out, whose newest migration is NUMBER. Run it in the
# root of the repository before the next migration is written. It needs sqlite3,
# curl, and a PostgreSQL with an empty database whose URL is in POSTGRES_URL.
set -euo pipefail
to=db/testdata/upgrade
work=$(mktemp -d)
go build -o "$work/parley" .
for url in "$work/x.db" "$POSTGRES_URL"; do
  "$work/parley" serve --migrate --db "$url" --addr 127.0.0.1:18991 &
  server=$!
  trap "kill $server" EXIT # whatever fails, no server stays behind
  until curl -sf http://127.0.0.1:18991/healthz >/dev/null; do sleep .1; done
  bash "$to/story.sh" http://127.0.0.1:18991
  kill -TERM $server
  wait $server
  trap - EXIT
done
sqlite3 "$work/x.db" 'PRAGMA journal_mode=DELETE; VACUUM;' >/dev/null
gzip -9nc "$work/x.db" > "$to/sqlite-$1.db.gz"
pg_dump --inserts --no-owner --no-privileges "$POSTGRES_URL" | grep -v -e '^\\' -e '^--' -e '^$' | gzip -9n > "$to/postgres-$1.sql.gz"
