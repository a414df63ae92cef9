#!/bin/bash
# Starts one member of the replica set. The members know each other by the key, which lies in memory and is readable by MongoDB only.
set -euo pipefail
umask 077
printf '%s' "$MONGO_KEY" > /tmp/key
unset MONGO_KEY
exec docker-entrypoint.sh mongod --replSet parley --keyFile /tmp/key --bind_ip_all --wiredTigerCacheSizeGB 0.25 --quiet
