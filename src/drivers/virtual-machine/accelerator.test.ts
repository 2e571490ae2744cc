import { describe, expect, it } from 'vitest'
import { programPath } from '../guarded-process/find-program.ts'
import { chooseAccelerator, hasWorkingKvm, runsGuest } from './accelerator.ts'

const program = programPath('qemu-system-x86_64')

describe.skipIf(program === undefined)('the accelerator', () => {
  const path = program as string

  it('is proved by a guest that says a word and ends', async () => {
    expect(await runsGuest(path, 'tcg')).toBe(true)
  })

  it('is KVM only where it is proved, and proved once', async () => {
    const works = await hasWorkingKvm(path)
    expect(await chooseAccelerator('auto', path, 'board')).toBe(works ? 'kvm' : 'tcg')
    expect(hasWorkingKvm(path)).toBe(hasWorkingKvm(path))
    expect(await chooseAccelerator('tcg', path, 'board')).toBe('tcg')
  })

  it('is never KVM for another processor, and an order for it is refused', async () => {
    expect(await hasWorkingKvm('/usr/bin/qemu-system-arm')).toBe(false)
    await expect(chooseAccelerator('kvm', '/usr/bin/qemu-system-arm', 'board')).rejects.toMatchObject({
      code: 'kvm-unusable',
    })
  })
})
