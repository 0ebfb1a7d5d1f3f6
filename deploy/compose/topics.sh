#!/bin/sh
# Makes the topics of topics.yaml that Kafka at $1 does not have; run by Kafka's image.
set -eu
servers=$1
awk '
  function flush() { if (name != "") print name, partitions, config; name = ""; config = "" }
  /^- name: / { flush(); name = $3 }
  /^  partitions: / { partitions = $2 }
  /^    [a-z.]+: / { key = $1; sub(/:$/, "", key); value = $2; gsub(/"/, "", value); config = config " --config " key "=" value }
  END { flush() }
' /topics.yaml | while read -r name partitions config; do
  # shellcheck disable=SC2086
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$servers" --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor 1 $config
done
