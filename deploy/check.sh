#!/usr/bin/env bash
# Checks the unit with systemd's own tools, where they are. The program need not be installed for that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# The most exposure that is accepted, in tenths, as `systemd-analyze security` counts it (0 is none, 100 all).
exposure=15

if ! command -v systemd-analyze >/dev/null 2>&1; then
    echo "The unit is not checked: there is no systemd-analyze here."
    exit 0
fi

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' landlocked.service >"$scratch/landlocked.service"

systemd-analyze verify "$scratch/landlocked.service"
echo "The unit is well formed."

# Read whole first: a pipe into `grep -q` ends its writer, which `pipefail` takes for a fault.
if [[ "$(systemd-analyze --help 2>/dev/null)" == *--offline* ]]; then
    systemd-analyze security --offline=true --threshold="$exposure" "$scratch/landlocked.service" | tail -n 1
else
    echo "Its exposure is not checked: this systemd-analyze cannot do that offline."
fi
