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
            chromium)
                echo "  chromium（浏览器）：由脚本生成的列表为未检测"
                echo "  chromium (a browser): lists that scripts fill stay untested"
                ;;
            fonts-noto-cjk)
                echo "  fonts-noto-cjk（中文字体）：网页截图和 PDF 中的汉字显示为方框"
                echo "  fonts-noto-cjk (Chinese fonts): Chinese in pictures of pages and in PDF shows as boxes"
                ;;
        esac
    done
}

run=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(false); fi
fi
if command -v apt-get >/dev/null && [ "${run[*]:-}" != false ]; then
    echo "正在用 apt-get 安装 ${missing[*]} · Installing with apt-get …"
    log=$(mktemp)
    left=()
    if "${run[@]}" apt-get update -q >"$log" 2>&1; then
        for package in "${missing[@]}"; do  # one that this system does not have does not cost the other
            "${run[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -q --no-install-recommends "$package" >>"$log" 2>&1 || left+=("$package")
        done
    else
        left=("${missing[@]}")
    fi
    if [ ${#left[@]} -eq 0 ]; then
        rm -f "$log"
        exit 0
    fi
    missing=("${left[@]}")
    echo "apt-get 没有成功，最后的输出： · apt-get did not succeed; its last words:"
    tail -n 2 "$log"
    rm -f "$log"
fi
echo "缺少 ${missing[*]}，安装继续，影响如下： · Going on without; what that costs:"
cost
echo "以后安装请运行 · To install later: sudo apt-get install ${missing[*]}"
exit 0
