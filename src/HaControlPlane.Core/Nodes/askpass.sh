#!/bin/sh
# The SSH client runs this to be told a password. It leaves word that it was asked, and only then the password comes, a line on
# the client's own standard input: nothing else ever holds it.

# A passphrase, a PIN or a yes is not what there is to tell.
[ -z "${SSH_ASKPASS_PROMPT-}" ] || exit 1
case $1 in *[Pp]assphrase*) exit 1 ;; esac

# Asked again, it was refused. A second failure could lock the account, so the client ends here.
if [ -e "$HACP_ASKED" ]; then
    printf '%s\n' "$1" >"$HACP_ASKED.again"
    kill "$PPID"
    exit 1
fi

printf '%s\n' "$1" >"$HACP_ASKED"
IFS= read -r password && printf '%s\n' "$password"
