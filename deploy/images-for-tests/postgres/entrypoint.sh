#!/bin/bash
# Creates the cluster at the first start, then becomes the server.
set -euo pipefail

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
: "${POSTGRES_PASSWORD:?Expected POSTGRES_PASSWORD}"

# The server refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  id postgres >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin postgres
  mkdir -p "$PGDATA"
  chown postgres "$PGDATA"
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --no-sync -A scram-sha-256 -U "$user" -E UTF-8 --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") -D "$PGDATA"
  printf 'host all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  # As in the official image: the first start is done with a server that only this container reaches.
  pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -c fsync=off" -w start
  export PGPASSWORD=$POSTGRES_PASSWORD POSTGRES_USER=$user
  [ "$database" = postgres ] || createdb -U "$user" "$database"
  for script in /docker-entrypoint-initdb.d/*.sh; do
    [ ! -e "$script" ] || sh "$script"
  done
  unset PGPASSWORD
  pg_ctl -D "$PGDATA" -m fast -w stop
fi

exec "$@" -c "listen_addresses=*"
