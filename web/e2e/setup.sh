#!/bin/sh
# Finds a Chromium for the browser tests, or installs Debian's where that is possible. Prints its path; fails with a word on why not.
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then command -v "$name"; exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium for the browser tests…" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1
  if command -v chromium >/dev/null 2>&1; then command -v chromium; exit 0; fi
  echo "no Chromium here, and apt-get could not install it" >&2
else
  echo "no Chromium here, and it cannot be installed without root and apt-get; set CHROMIUM to its path" >&2
fi
exit 1
