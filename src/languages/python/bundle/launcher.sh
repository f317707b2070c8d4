#!/bin/sh
here=$0
while [ -L "$here" ]; do
  link=$(readlink "$here")
  case $link in
  /*) here=$link ;;
  *) here=${here%/*}/$link ;;
  esac
done
case $here in
*/*) here=${here%/*} ;;
*) here=. ;;
esac
if [ ! -x "$here/bin/python" ]; then
  echo "@NAME@ needs @NEEDS@ at @BASE@, and it is not there" >&2
  exit 127
fi
exec "$here/bin/python" @FLAGS@ "$here/start.py" "$0" "$@"
