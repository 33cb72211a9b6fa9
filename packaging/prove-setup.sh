#!/usr/bin/env bash
# Proves the set-up on a machine with python3, make and git and nothing else: an empty root made by debootstrap.
#
# As an ordinary user first: each make target is refused with one line to copy; that line (without sudo) is run as
# root, and the target passes. Then in a second empty root as root: each target passes at once. A second run of the
# set-up must take less than a second. What is proved is the last commit of this checkout, not its working files.
#
#   sudo packaging/prove-setup.sh            needs debootstrap, unshare and a gigabyte or four in $TMPDIR
#
# From the environment, all optional:
#   SUITE     Debian release to prove (bookworm)       MIRROR    mirror for debootstrap (its own default)
#   GOALS     make targets to prove ("demo test")      USERS     who proves them ("tester root")
#   PIP_CONF  pip configuration to use in the roots    APT_CONF  apt configuration to use in the roots
#   CA_FILE   certificates to trust in the roots       PASS      names of variables to pass on, such as https_proxy
set -euo pipefail

if [ "${1:-}" != inside ]; then
    [ "$(id -u)" = 0 ] || { echo "debootstrap and chroot need root: sudo $0" >&2; exit 1; }
    exec unshare --mount --propagation private "$0" inside # what is mounted goes when the script ends
fi

checkout=$(cd "$(dirname "$0")/.." && pwd)
suite=${SUITE:-bookworm}
work=$(mktemp -d -t prove-setup.XXXXXX)
trap 'umount --recursive "$work"/*/proc "$work"/*/dev/shm 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT

echo "== an empty $suite"
debootstrap --variant=minbase --include=python3,make,git,ca-certificates "$suite" "$work/empty" ${MIRROR:+"$MIRROR"} \
    >"$work/debootstrap.log" || { tail -n 20 "$work/debootstrap.log"; exit 1; }

new_root() { # name: a copy of the empty root with this machine's way to its mirrors, and the last commit cloned
    root=$work/$1
    cp -a "$work/empty" "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    [ -z "${PIP_CONF:-}" ] || cp "$PIP_CONF" "$root/etc/pip.conf"
    [ -z "${APT_CONF:-}" ] || cp "$APT_CONF" "$root/etc/apt/apt.conf.d/99prove"
    [ -z "${CA_FILE:-}" ] || cp "$CA_FILE" "$root/etc/ssl/certs/ca-certificates.crt"
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"
    chroot "$root" useradd --create-home tester
    git clone --quiet --no-local "$checkout" "$root/home/tester/trainer-app"
    chroot "$root" chown -R "$2" /home/tester
}

as() { # user command: run it in the checkout, with nothing of this machine's environment but what PASS names
    local passed=() name
    for name in ${PASS:-}; do passed+=("$name=${!name}"); done
    local home=/root
    [ "$1" = root ] || home=/home/$1
    chroot --userspec="$1:$1" "$root" /usr/bin/env -i HOME="$home" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        "${passed[@]}" bash -c "cd /home/tester/trainer-app && $2"
}

for user in ${USERS:-tester root}; do
    new_root "as-$user" "$user"
    for goal in ${GOALS:-demo test}; do
        echo "== make $goal as $user"
        if [ "$user" != root ]; then
            if as "$user" "make $goal" >"$work/refusal" 2>&1; then cat "$work/refusal"; continue; fi
            line=$(grep '^sudo ' "$work/refusal") || { cat "$work/refusal"; exit 1; }
            echo "refused, with this line: $line"
            as root "export DEBIAN_FRONTEND=noninteractive; ${line//sudo /}" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
        fi
        as "$user" "make $goal" 2>&1 | tail -n 40
        as "$user" "timeout 1 python3 packaging/set_up.py $goal" || { echo "the second set-up was slow"; exit 1; }
        [ -z "$(as "$user" "git status --porcelain")" ] || { echo "make $goal left files that git sees"; exit 1; }
    done
    as "$user" ".venv/bin/trainer-app --help >/dev/null"
done
echo "== proved on $suite"
