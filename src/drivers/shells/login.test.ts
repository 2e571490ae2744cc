import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { installed } from '../../runtime/testing/installed.ts'
import { openTrialDevice } from '../../runtime/testing/trial-device.ts'
import { openTrialLogin, PASSWORD } from '../console-login/trial-login.ts'
import { trialConsole } from '../console-shell/trial-console.ts'
import { trialPower } from '../console-shell/trial-power.ts'
import { shell } from './shell.ts'

/** A board on whose console a program runs. */
async function open(command: string, config: object = {}) {
  const trial = await openTrialDevice({
    console: { driver: trialConsole, config: { command } },
    power: { driver: trialPower },
    shell: { driver: shell, config: { nudge: 200, ...config } },
  })
  onTestFinished(() => trial[Symbol.asyncDispose]())
  await trial.device.power.on()
  return trial.device
}

/** A board whose console is a script. */
async function openScript(script: string, config: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hilwright-script-'))
  writeFileSync(join(folder, 'script.sh'), script)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return await open(`bash ${join(folder, 'script.sh')}`, config)
}

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!installed('socat', 'login', 'unshare') || !mayMount())('the login of Debian', () => {
  const tester = { username: 'tester', password: PASSWORD }

  function openLogin(config: object, how = {}) {
    const login = openTrialLogin(how)
    onTestFinished(() => login[Symbol.dispose]())
    return open(login.command, config)
  }

  test('takes name and password', async () => {
    const board = await openLogin(tester)
    expect((await board.shell.run('echo $LOGNAME')).stdout).toBe('tester\n')
    const sent = Buffer.concat(board.console.log.sends.map(({ bytes }) => bytes)).toString()
    expect(sent).toMatch(/^tester\r<secret>\r/)
    expect(sent).toContain("'echo $LOGNAME'\r")
    expect(sent.replace('<secret>', '')).not.toContain(PASSWORD)
  })

  test('refuses a wrong password, once, and nobody gets to read it', async () => {
    const board = await openLogin({ ...tester, password: 'wrong-one' })
    const error = await board.shell.run('true').catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'login-refused', family: 'lab' })
    expect(error.message).toContain('Login incorrect')
    expect(error.message).not.toContain('wrong-one')
  })

  test('lets a new password be set where the first login has to, and the old one is no longer needed', async () => {
    const newPassword = 'Longer-3nough'
    const board = await openLogin({ ...tester, newPassword }, { expired: true })
    expect((await board.shell.run('echo in')).stdout).toBe('in\n')
    board.console.skipToEnd()
    await board.console.sendLine('exit')
    await board.console.readUntil('login:')
    expect((await board.shell.run('echo in again')).stdout).toBe('in again\n')
  }, 30_000)

  test('is done again when somebody logged out', async () => {
    const board = await openLogin(tester)
    await board.shell.run('true')
    board.console.skipToEnd()
    await board.console.sendLine('exit')
    await board.console.readUntil('login:')
    expect((await board.shell.run('echo back')).stdout).toBe('back\n')
  })

  test('is done in spite of a wrong password that was typed before', async () => {
    const { console, shell } = await openLogin(tester)
    await console.readUntil('login:')
    await console.sendLine('tester')
    await console.readUntil('Password:')
    await console.sendLine('wrong')
    await console.readUntil('Login incorrect')
    expect((await shell.run('echo in')).stdout).toBe('in\n')
  }, 30_000)

  test('cannot be done without a name', async () => {
    const board = await openLogin({})
    await expect(board.shell.run('true')).rejects.toMatchObject({ code: 'login-needed', family: 'lab' })
  })
})

describe.skipIf(!installed('socat', 'bash'))('a device', () => {
  test('that is off is told at once', async () => {
    const board = await open('sleep 1000')
    await board.power.off()
    await expect(board.shell.run('true')).rejects.toMatchObject({ code: 'device-off', family: 'suite' })
  })

  test('that never asks for a login is told with its last lines and how far the way went', async () => {
    const board = await openScript('echo Starting; while :; do echo still starting; sleep 0.05; done', {
      loginTimeout: 400,
      nudge: 2000,
    })
    await expect(board.shell.run('true')).rejects.toMatchObject({
      ...{ code: 'login-timeout', family: 'device' },
      message: expect.stringMatching(/nothing was sent(?:.|\n)*\| still starting/),
    })
  })

  test('that hangs behind the password is told so', async () => {
    const board = await openScript(
      'printf "board login: "; read user; printf "Password: "; read -s password; sleep 1000',
      { username: 'root', password: 'hunter2', loginTimeout: 600 },
    )
    const error = await board.shell.run('true').catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'login-timeout', message: expect.stringContaining('password sent') })
    expect(error.message).not.toContain('hunter2')
  })

  test('may say what looks like a prompt, and rubbish, before it asks', async () => {
    const board = await openScript(
      String.raw`printf '\377\000\033[6n~~\x01'; echo 'Never tell your password:'; printf 'Loading # '; sleep 0.3
        printf '\nboard login: '; sleep 0.2; echo 'comes soon'; printf 'Please press Enter to activate this console.'; read x
        printf 'board login: '; read user; printf 'Password: '; read -s password; echo; printf 'Last login: today\n# '; exec bash --norc -i`,
      { username: 'root', password: 'x', before: [{ when: 'press Enter', send: '' }] },
    )
    expect((await board.shell.run('echo $0')).stdout).toBe('bash\n')
  })

  test('that sends messages of its kernel over its prompt is reached', async () => {
    const board = await openScript(
      String.raw`printf 'board login: [    5.123456] random: crng init done\r\n'; while read user; do [ "$user" = root ] && break; printf 'board login: '; done; exec bash --norc -i`,
      { username: 'root' },
    )
    expect((await board.shell.run('echo in')).stdout).toBe('in\n')
  })
})
