# Ends the children when the launcher is gone, however it ended. Standard input is a pipe that only the launcher holds:
# the line "done" means that it has ended them itself, the end of the pipe without it that it was killed.
# $1: the file of the pids, a line "name pid" each; $2: PostgreSQL's own pid file, which also names a server that was
# started in the launcher's last moment.
pids=$1
postmaster=$2

while read -r line; do
  [ "$line" = done ] && exit 0
done

list() {
  [ -f "$pids" ] && cat "$pids"
  [ -f "$postmaster" ] && { printf 'postgres '; head -n 1 "$postmaster"; }
}

# Signals all that are listed; fails when none of them lives any more.
signal() {
  living=1
  while read -r name pid; do
    case $pid in '' | *[!0-9]*) continue ;; esac
    how=TERM
    [ "$name" = postgres ] && how=INT
    [ "$1" = kill ] && how=KILL
    kill -s "$how" "$pid" && living=0
  done <<END
$(list)
END
  return "$living"
}

quiet=0
for how in terminate terminate terminate terminate kill kill kill; do
  if signal "$how"; then quiet=0; else quiet=$((quiet + 1)); fi
  [ "$quiet" -ge 3 ] && exit 0
  sleep 1
done
