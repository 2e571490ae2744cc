import { expect, it } from 'vitest'
import { parseBlockMap } from './block-map.ts'

const map = (ranges: string, more = '') => `<?xml version="1.0" ?>
<bmap version="1.3">
  <ImageSize> 10000 </ImageSize>
  <BlockSize> 4096 </BlockSize>
  ${more}
  <BlockMap>${ranges}</BlockMap>
</bmap>`

it('reads ranges of blocks; the last block ends with the image', () => {
  const { imageSize, ranges } = parseBlockMap(
    map(`<Range sha1="AB"> 0 </Range><Range> 1-2 </Range>`),
    'a.bmap',
  )
  expect(imageSize).toBe(10_000)
  expect(ranges).toEqual([
    { start: 0, end: 4096, checksum: { algorithm: 'sha1', digest: 'ab' } },
    { start: 4096, end: 10_000 },
  ])
})

it.each([
  ['<html/>', 'does not begin with <bmap'],
  ['not xml', 'is no block map'],
  [map('<Range>0</Range>').replace('1.3', '3.0'), 'has version 3.0'],
  [map('<Range>7</Range>'), '"7" is no range of its 10000 bytes'],
  [map('<Range>2-1</Range>'), '"2-1" is no range'],
  [map('<Range>1</Range><Range>0</Range>'), 'its range 2 is out of order'],
  [map('', '<ChecksumType>md5</ChecksumType>'), 'of the unknown kind md5'],
  [map('', `<BmapFileSHA1>${'1'.repeat(40)}</BmapFileSHA1>`), 'its own checksum does not fit'],
  [map('').replace('10000', ''), 'has no ImageSize'],
])('refuses what is no map: %#', (text, message) => {
  expect(() => parseBlockMap(text, 'a.bmap')).toThrow(message)
})
