#!/usr/bin/env bash
# Installs a browser and Chinese fonts through the package manager where that is allowed.
# Where it is not, says what is missing and what that costs. Never fails the set-up.
set -u

missing=()
for name in google-chrome google-chrome-stable chromium chromium-browser chromium-headless-shell; do
    command -v "$name" >/dev/null && browser=$name && break
done
[ -n "${browser:-}" ] || missing+=(chromium)
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ]; then
    missing+=(fonts-noto-cjk)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

cost() {
    for package in "${missing[@]}"; do
        case $package in
            chromium) echo "  chromium: lists that scripts fill stay untested (未检测)" ;;
            fonts-noto-cjk) echo "  fonts-noto-cjk: Chinese in pictures of pages and in PDF shows as boxes" ;;
        esac
    done
}

run=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(false); fi
fi
if command -v apt-get >/dev/null && [ "${run[*]:-}" != false ]; then
    echo "Installing ${missing[*]} with apt-get …"
    log=$(mktemp)
    if { "${run[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${run[@]}" \
         apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    echo "apt-get did not succeed; its last words:"
    tail -n 2 "$log"
    rm -f "$log"
fi
echo "Going on without ${missing[*]}. What that costs:"
cost
echo "To install: sudo apt-get install ${missing[*]}"
exit 0
