#!/bin/sh
# Writes the settings of Janus from the environment, where nobody else can read them, and starts it. Only what is linked here is loaded.
#   JANUS_SECRET   what Parley's JANUS_SECRET says
#   JANUS_PUBLIC   the public address of this machine, if its interface has another one
#   JANUS_LISTEN   the address for Parley's nodes, which nobody else should reach; 127.0.0.1 unless it is set
#   JANUS_PORT     8188 unless it is set
#   JANUS_PORTS    the UDP ports for voices; 20000-29999 unless they are set. 10000-19999 is for what media servers send to each other
#   JANUS_LOOPS    about one for each processor; 2 unless it is set
set -eu
: "${JANUS_SECRET:?is missing: without it anybody could command the media server}"
case "$JANUS_SECRET" in *[!A-Za-z0-9]*) echo "JANUS_SECRET may have letters and digits only" >&2; exit 1 ;; esac
[ "${#JANUS_SECRET}" -ge 16 ] || { echo "JANUS_SECRET needs at least 16 letters and digits" >&2; exit 1; }

umask 077
settings="${TMPDIR:-/tmp}/janus"
rm -rf "$settings"
mkdir -p "$settings/plugins" "$settings/transports" "$settings/none"
libraries=$(dirname "$(find /usr/lib -path '*/janus/plugins/libjanus_videoroom.so' | head -n 1)")
ln -s "$libraries/libjanus_videoroom.so" "$settings/plugins/"
ln -s "$libraries/../transports/libjanus_websockets.so" "$settings/transports/"

cat > "$settings/janus.jcfg" <<END
general: {
  configs_folder = "$settings"
  plugins_folder = "$settings/plugins"
  transports_folder = "$settings/transports"
  events_folder = "$settings/none"
  loggers_folder = "$settings/none"
  api_secret = "$JANUS_SECRET"
  session_timeout = 60
  reclaim_session_timeout = 20
  event_loops = ${JANUS_LOOPS:-2}
  log_to_stdout = true
}
media: { rtp_port_range = "${JANUS_PORTS:-20000-29999}" }
nat: {
  ignore_mdns = true
  ${JANUS_PUBLIC:+nat_1_1_mapping = \"$JANUS_PUBLIC\"}
}
END
cat > "$settings/janus.transport.websockets.jcfg" <<END
general: {
  json = "compact"
  ws = true
  ws_port = ${JANUS_PORT:-8188}
  ws_ip = "${JANUS_LISTEN:-127.0.0.1}"
}
admin: { admin_ws = false }
END
echo 'general: {}' > "$settings/janus.plugin.videoroom.jcfg"
exec janus -F "$settings"
