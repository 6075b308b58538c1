#!/usr/bin/env bash
# How long starts take: commands that look beside a process that serves, and serve as a second process of the same database.
# Each is started in turn with java -jar and with bin/tds. The table has medians of ROUNDS starts.
# Usage: src/bench/start.sh, after mvn -DskipTests package. Needs Linux, Java and curl. As root, PRIORITY=-15 measures on a
# busy machine nearly as on a calm one.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
jar=$top/target/tds-zoho-sync.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
sandbox= serving=
cleanup() {
  kill $serving $sandbox 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap cleanup EXIT

[ -f "$jar" ] || { echo "There is no $jar: run mvn -DskipTests package first." >&2; exit 2; }
cd "$work"
"$top/bin/tds" --version >/dev/null

"$java" -jar "$jar" sandbox --no-limits --invoices 100 >sandbox.properties &
sandbox=$!
until grep -q '^tds.zoho.refresh-token=' sandbox.properties; do kill -0 "$sandbox"; sleep 0.2; done
{ cat sandbox.properties; echo "tds.launch.first-import=false"; } >application.properties
"$top/bin/tds" sync >sync.out 2>&1 || { cat sync.out >&2; exit 1; }

# ready PORT PID
ready() {
  until curl -sfo /dev/null "http://127.0.0.1:$1/actuator/health/readiness"; do
    kill -0 "$2" || { tail -n 40 ./*.log >&2; exit 1; }
    sleep 0.02
  done
}

SERVER_PORT=18180 "$top/bin/tds" serve >first.log 2>&1 &
serving=$!
ready 18181 "$serving"
url="jdbc:postgresql://127.0.0.1:$(cat .tds/postgres/port)/postgres"
password=$(cut -d: -f5 .tds/postgres/pgpass)

# calm COMMAND...: a process group of its own has the priority, since the kernel shares the machine by such groups first.
calm() {
  if [ -n "${PRIORITY:-}" ]; then
    setsid -w sh -c 'echo $PRIORITY >/proc/self/autogroup 2>/dev/null; exec nice -n $PRIORITY "$@"' sh "$@"
  else
    "$@"
  fi
}
export PRIORITY

# look WAY COMMAND START...
look() {
  local file=times.$2.$1 command=$2
  shift 2
  calm bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >look.out 2>look.err' bash "$@" "$command" 2>&1 | awk '{ print $1, $2 + $3 }' >>"$file" || true
  [ -s look.out ] || { echo "$command said nothing" >&2; exit 1; }
}

# serve WAY START...: the second process, from its start until it is ready.
serve() {
  local file=times.serve.$1 began second pid
  shift
  began=$(date +%s%N)
  (SERVER_PORT=18280 SPRING_DATASOURCE_URL=$url SPRING_DATASOURCE_USERNAME=postgres SPRING_DATASOURCE_PASSWORD=$password \
    calm "$@" serve >second.log 2>&1) &
  second=$!
  ready 18281 "$second"
  pid=$(pgrep -n -f -- -Dsecond=yes)
  awk -v ns=$(($(date +%s%N) - began)) -v hz="$(getconf CLK_TCK)" '{ print ns / 1e9, ($14 + $15) / hz }' "/proc/$pid/stat" >>"$file"
  kill "$pid"
  wait "$second" || true
}

export JAVA_OPTS=-Dsecond=yes
for _ in $(seq "${ROUNDS:-5}"); do
  for command in status plan runs; do
    look jar "$command" "$java" -Dsecond=yes -jar "$jar"
    look tds "$command" "$top/bin/tds"
  done
  serve jar "$java" -Dsecond=yes -jar "$jar"
  serve tds "$top/bin/tds"
done

# median FILE COLUMN
median() {
  sort -n -k"$2,$2" "$1" | awk -v c="$2" '{ v[NR] = $c } END { printf "%.2f", v[int((NR + 1) / 2)] }'
}

echo "$("$java" --version | head -1), ${ROUNDS:-5} starts each, medians; load $(cut -d' ' -f1 /proc/loadavg) on $(nproc) cores"
echo
echo "| | java -jar: seconds | processor seconds | bin/tds: seconds | processor seconds |"
echo "|---|--:|--:|--:|--:|"
for command in status plan runs serve; do
  echo "| \`$command\` | $(median times.$command.jar 1) | $(median times.$command.jar 2) | $(median times.$command.tds 1) | $(median times.$command.tds 2) |"
done
