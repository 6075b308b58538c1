#!/usr/bin/env bash
# Imports 200,000 invoices with a heap of 256 MB, and says how much memory that took.
# Usage: src/bench/memory.sh [INVOICES] [HEAP], after mvn -DskipTests package. Needs Linux and Java, nothing else.
set -euo pipefail

invoices=${1:-200000}
heap=${2:-256m}
jar=$(cd "$(dirname "$0")/../.." && pwd)/target/tds-zoho-sync.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
sandbox=
cleanup() {
  [ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

[ -f "$jar" ] || { echo "There is no $jar: run mvn -DskipTests package first." >&2; exit 2; }
cd "$work"

"$java" -Xmx2g -jar "$jar" sandbox --no-limits --invoices "$invoices" >sandbox.properties &
sandbox=$!
for _ in $(seq 600); do
  grep -q '^tds.zoho.refresh-token=' sandbox.properties && break
  kill -0 "$sandbox" || { echo "The sandbox did not start." >&2; exit 1; }
  sleep 0.2
done
{ cat sandbox.properties; echo "tds.zoho.calls-per-minute=0"; } >application.properties

begin=$SECONDS
"$java" "-Xmx$heap" -Xlog:gc:file=gc.log -jar "$jar" sync invoices >sync.out &
sync=$!
rss=0
while kill -0 "$sync" 2>/dev/null; do
  now=$(awk '/^VmHWM/ { print $2 }' "/proc/$sync/status" 2>/dev/null || true)
  [ -z "$now" ] || rss=$now
  sleep 0.1
done
code=0
wait "$sync" || code=$?
cat sync.out | tail -n 7
rows=$(awk '$1 == "invoices" && $2 == "full" { gsub(",", "", $4); print $4 }' sync.out | tail -n 1)

echo
echo "heap allowed:       $heap"
echo "peak heap in use:   $(grep -oE '[0-9]+M->' gc.log | tr -d 'M>-' | sort -n | tail -n 1) MB, garbage included"
echo "most left after GC: $(grep -oE '[0-9]+M\(' gc.log | tr -d 'M(' | sort -n | tail -n 1) MB"
echo "peak RSS:           $((rss / 1024)) MB, PostgreSQL not included"
echo "seconds:            $((SECONDS - begin))"
echo "rows written:       ${rows:-none}, counted by PostgreSQL"
echo "exit code:          $code"
[ "$code" -eq 0 ] && [ "$rows" = "$invoices" ]

# Read once more, every row is found as it should be, or it would be written again.
"$java" "-Xmx$heap" -jar "$jar" sync invoices >again.out
found=$(awk '$1 == "invoices" && $2 == "full" { gsub(",", "", $5); print $5 }' again.out | tail -n 1)
echo "found on re-import: ${found:-none}"
[ "$found" = "$invoices" ]
