#!/bin/sh
# Install the programs that some tests drive. As root on Debian or Ubuntu this
# happens by itself; elsewhere it says loudly what the tests will skip.
# It never fails: a test that needs a missing program says so itself.

missing=""
lost=""

need() { # package, what is not tested without it, how to find it
    package=$1 without=$2
    shift 2
    if ! "$@" >/dev/null 2>&1; then
        missing="$missing $package"
        lost="$lost
    $package: $without"
    fi
}

has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_noto() { ls /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf; }

look() {
    missing="" lost=""
    need chromium "the pages in a browser" has_chromium
    need postgresql "everything on PostgreSQL" has_postgresql
    need libreoffice-writer-nogui "whether LibreOffice opens the documents" command -v soffice
    need pandoc "whether pandoc reads the documents" command -v pandoc
    need poppler-utils "what the printed pages say" command -v pdftotext
    need fonts-noto-core "pages in scripts without a font here" has_noto
}

look
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >/dev/null 2>&1 || echo "apt-get update failed" >&2
    # One by one when they cannot be had together: one that is missing stops no other.
    # shellcheck disable=SC2086
    apt-get -qq install -y --no-install-recommends $missing >/dev/null 2>&1 ||
        for package in $missing; do
            apt-get -qq install -y --no-install-recommends "$package" >/dev/null 2>&1 || true
        done
    look
fi
if [ -n "$missing" ]; then
    echo "NOT TESTED on this machine, for want of these programs:$lost" >&2
fi
exit 0
