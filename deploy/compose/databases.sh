#!/bin/sh
# Run by PostgreSQL's image once, on an empty folder: a role and a database for each service that has one.
set -eu
for name in campaign participant upload communication gateway; do
  password=$(printenv "$(echo "$name" | tr '[:lower:]' '[:upper:]')_PASSWORD")
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -v name="$name" -v password="$password" <<'END'
create role :"name" login password :'password';
create database :"name" owner :"name";
END
done
