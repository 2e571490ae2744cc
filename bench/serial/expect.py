# Reads a port as other tools do: `read` alone, or with pexpect and a window of 2 kB. Says when it begins and when it ends.
import os, sys, tty

path, how, pattern = sys.argv[1:]
port = os.open(path, os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
print('open', flush=True)
if how == 'read':
    last = b''
    while b'boot complete' not in last:
        last = last[-40:] + os.read(port, 65536)
else:
    import pexpect.fdpexpect
    child = pexpect.fdpexpect.fdspawn(port, timeout=600)
    if how == 'window':
        child.searchwindowsize = 2000
    child.expect(pattern.replace('\\b', '').encode())
print('found', flush=True)
