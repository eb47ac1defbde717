import { bunzip2 } from '../../../src/modelfiles/containers/bzip2/bunzip2.ts';
import { unlz4 } from '../../../src/modelfiles/containers/lz4/unlz4.ts';
import { unlzma } from '../../../src/modelfiles/containers/lzma/unlzma.ts';
import type { Decode } from '../../../src/modelfiles/containers/stream/packed-inspector.ts';
import { unxz } from '../../../src/modelfiles/containers/xz/unxz.ts';
import { unzstd } from '../../../src/modelfiles/containers/zstd/unzstd.ts';

/** What the samples hold: text that repeats itself, bytes without a pattern, and a long run. */
export function sampleContent(): Buffer {
  const pieces: Buffer[] = [];
  for (let line = 0; line < 60; line++) {
    const text = `line ${line % 7} of a text that repeats itself, now and then; `;
    pieces.push(Buffer.from(text.repeat(1 + (line % 3))));
  }
  let state = 1n;
  for (let count = 0; count < 300; count++) {
    state = (state * 1_103_515_245n + 12_345n) % 2n ** 31n;
    pieces.push(Buffer.of(Number((state >> 16n) & 255n)));
  }
  return Buffer.concat([...pieces, Buffer.alloc(1000, 'a')]);
}

export interface PackedSample {
  readonly name: string;
  readonly decode: Decode;
  readonly packed: Buffer;
}

/** The content as the reference programs pack it. */
export const PACKED_SAMPLES: readonly PackedSample[] = [
  sample('xz -6', unxz, [
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4B1zAbxdADYaSh8IoCYDTQad7+2MoT/IOM9thS+aaJmfL/bA0qMCNuh6',
    'OVrrPVPvkOOz/rHZneZyptPEGKR72VyeL/79oyshVwwmppBWYnSn5IlShRa/mlOBvi050ziRjOY93T0oE7IBshoY',
    'IMBCd/wEvq0/+f4savX+RppEZJjr7ix1HhvkCIq8VqQEoDv0jZCR72YVHK2W3IsGuF3Ci+Xwyg0vIb2276D/qzay',
    'YXN/pFkj2jeazGWaVjr884ER2WhfT4s8w2u7muN3qoqGu1CTD2LiuCaBUQy3Ys2kpceUKIurQGse5VAzkb2avW0k',
    'f+EevV62OsLDoS7vtuZhHCxDOl0VXJj5YLsND5m5y9V+dqgsQcFrAaIzQMrZMjOxrNgpNME1rkwV5qNoPiy5tyEK',
    's1k4AzRDKGiYwYVjzsAxoMgt1HbtbuRQCAqdEu6XBKhdEM+/TK9lC3tPGSFskVFfHauCPuIaRdFJV2G1fPMcpmz5',
    'ry5JvHnqbKsV/8eW++drziKSJ0QM/X9cXuWfTZu9UcfdB41c8L8Pq2Z5seNG7E+sQiYuCq3CY3k4zai4sMtBZyEl',
    '7TgOWIGz7+PpBYhRAAB7jV/76BAxmgAB2AP0OgAA+dFgWrHEZ/sCAAAAAARZWg==',
  ]),
  sample('xz -Csha256 --block-size=2000', unxz, [
    '/Td6WFoAAArh+wyhA8Bo0A8hARYAAAAAUazD7+AHzwBgXQA2GkofCKAmA00Gne/tjKE/yDjPbYUvmmiZny/2wNKj',
    'Ajboejla6z1T75Djs/6x2Z3mcqbTxBike9lcni/+/aMrIVcMJqaQVmJ0p+SJUoUWv5pTgb4tOdM4kYzmMQNn5QAA',
    'LtP6dTweU785Za7mJ05RoptshfSTwgMia++jgCweI5sDwGfQDyEBFgAAAADc98ge4AfPAF9dADgZSEnJKpviQhnO',
    '5xhq6DxAqBOUWky5TmD70PthIuRwRv9aEuGwIe5+luT53iVquFfTRD1SXQmydvy0yC14JA08JEd+Yq3GBWYeR20G',
    '0ewsS1qownTW6jKjGMQGofQAAADFTYAa7IBBYO5YQrHIbfYskhJc6Y47Fd2ySPZMD+sX0wPAaNAPIQEWAAAAAFGs',
    'w+/gB88AYF0AMpuDYCsdFvg96zUvg/Ip0L7SzEp3pYbLuAhqUxuprr/qXqcvWYO2fZV97mkrcC/7i1m4ZldZ8wIU',
    'BYSDBeQhiTfBFItvof5lWKPrha7ORV3d+PSPO6pvsH/wJLpEVp0AAJFhdDiYzUIgjzSpAU4PNQrVgQlyH8gCT9jV',
    'G5M+7wJIA8CEA4QMIQEWAAAAZbuy7+AGAwF8XQA6CApGlEHELwpaO9E+exEHPb2zVhRsqeYfby7eP7HTzUrJRjrU',
    'NrsRiSCT/QHW3/kLh4ltb2TG6RGHCDFJTQEey8tovCLRjRScTt95tEd4zvmKuRqdrGDY9YiB1mdYrjlJNbczkfsp',
    '1x31i/ZJudO1imGfm/tivZDK8PPFf1Dkrvnr9ZV+rLQuta5CWVz2V/FtZb/BgPENfuWi68I8wZLdWE9o9gyHOfhf',
    'KUU37yZF7HIrCWC9P0HtBWq1zLZYVKqpZ4+Cu6blpEioFBr5UKzbwu/GUQF1mB6mxNMZ73Hws+SEfnlKjMYHoNFr',
    'kck5Q7lgJYnD/hlMqiohFm0BWy2z7su/S9xWP5rXbiPStTzXLBcEeBSVBlUfVksSuwyIJAq3rVKb7lDG5eVujnfB',
    'pHBRIE1w+Uj1c4HSz5jmvDjh5ASQN2yNlY1xILNEA5f0KyZwew9QBPia2kk7onZRAf0MnBKKesVBexeRfUlvSeD+',
    '3NwOQIQAExLd6kS5gAC2gvhWJXg0cbVBHXSexNSan5Z0p2Gw3COFY1MhsxgUXwAEmAHQD5cB0A+YAdAPtAOEDAAA',
    'Ref4PA7Z2gEFAAAAAApZWg==',
  ]),
  sample('xz --format=lzma', unlzma, [
    'XQAAgAD//////////wA2GkofCKAmA00Gne/tjKE/yDjPbYUvmmiZny/2wNKjAjboejla6z1T75Djs/6x2Z3mcqbT',
    'xBike9lcni/+/aMrIVcMJqaQVmJ0p+SJUoUWv5pTgb4tOdM4kYzmPd09KBOyAbIaGCDAQnf8BL6tP/n+LGr1/kaa',
    'RGSY6+4sdR4b5AiKvFakBKA79I2Qke9mFRytltyLBrhdwovl8MoNLyG9tu+g/6s2smFzf6RZI9o3msxlmlY6/POB',
    'EdloX0+LPMNru5rjd6qKhrtQkw9i4rgmgVEMt2LNpKXHlCiLq0BrHuVQM5G9mr1tJH/hHr1etjrCw6Eu77bmYRws',
    'QzpdFVyY+WC7DQ+ZucvVfnaoLEHBawGiM0DK2TIzsazYKTTBNa5MFeajaD4subchCrNZOAM0QyhomMGFY87AMaDI',
    'LdR27W7kUAgKnRLulwSoXRDPv0yvZQt7TxkhbJFRXx2rgj7iGkXRSVdhtXzzHKZs+a8uSbx56myrFf/Hlvvna84i',
    'kidEDP1/XF7ln02bvVHH3QeNXPC/D6tmebHjRuxPrEImLgqtwmN5OM2ouLDLQWchJe04DliBs+/j6SV+/SN/+Ms4',
    'Fg==',
  ]),
  sample('bzip2 -9', bunzip2, [
    'QlpoOTFBWSZTWboMPxUAB81///Muqb/uNf+/v+u////v/+1jx/538/1zm9uWmv3/mYu4wAH3CgYQaNA0DQA0BoaA',
    'aANNNPUG1AAABpiAGgaPUNGgDRpoDQAAeoDIBoNHp6k81QhVDINAANBo0AAGTQGhoAA0AMhoDIMgaANqDQ0A00AH',
    'qANAADIBoQAGhkaMg0000NGjTQDEyGmmRoaBiGJkGmgAAANGhiaaDRowQNMhkA0YmI00wRSqaE0yNANNAAaAAABi',
    'YQNGgAAGgAaANAABoDTIaaAA0aNABoAKkq7rpJnd/K3oErRSue5zKPDIPl3+9pfF3ZDucSUIsgABEbMAARG+ABWn',
    'AVo1RckArQjOjBCE8MMIT4wwhlRhhCgGCBoWCGGCVYYIYIJG7AVpgFYAV2QCsxT2+77+5Wew+N9mgFaif19GCGW4',
    '+HkCFZAhU52sz0mANRpZT81XDAV7VhM3HB6Gnxv34PTzm6r8+Ug1eARl5O24y5lN160RcMMX3VeX8sM8ddJtO7QW',
    '6qRYdtWf9o8AARF0EifAJACvVAVtICsgPhO48BXrTkkAr5poBWZAVlwFaQBWlAVvACtUArL1OM7Owp5YAVspYBW4',
    'AK+Kt3s2ArJg/iFEeX7K+UAVuoCtaArKgK/qAFboArZUFmAV6/nq57m0nSmAFZsBWxgBW1gK0QCsmAikkArbAFb5',
    'ReHozgCtXbgFbHneqppbKu9HypsXXT/1sQHMJSpu8ALAhMZ8fRGvzqfhRDzPR+XqCHK0IQGkqgak187a7te4ZhYD',
    'ZqEfkILtXY10oPY5zya46rXsVHl65f0S/IPcK0QUI5AFSEZkZZJYOVEKrSP5IfWIrPmZs5T9VqBSVicGuKUVPgNi',
    'EjGz/mjxbqk++JPVE0YXRpkE2YH/F3JFOFCQugw/FQ==',
  ]),
  sample('lz4 -BX -B4 --content-size', unlz4, [
    'BCJNGHxAdB0AAAAAAABX4AIAAPElbGluZSAwIG9mIGEgdGV4dCB0aGF0IHJlcGVhdHMgaXRzZWxmLCBub3cgYW5k',
    'IHRoZW47IDQAHzE0AFQfMmgAIA80AFUfM5wAIB80NABUHzVoACAPNABVHzacACAPpAIhDzQAIQ/YAlUPaAAhD9gC',
    'IQ+kAiEPNAAhD9gCVQ9oACEP2AIhD6QCIQ80ACEPpAIhDzQAVQ+kAlUP2AKJDwwDVQ+kAiEPNAAhD6QCIQ80AFUP',
    '2AIhD6QCIQ80ACEPpAIhDzQAVQ+kAlUPfAVVD9gCIQ80ACEP2AIhD6QCIQ80ACEPpAIhDzQAVQ/YAiEPpAIhDzQA',
    'IQ+kAiEPNABVD6QCVQ/YAokPDANVD6QCIQ80ACEPpAIhDzQAVQ/YAiEPpAIhDzQAIQ+kAiEPNABVD6QCVQ+wBSEP',
    'pAIhDzQAVQ/YAiEPpAIhDzQAIQ+kAiEPNABVD9gCIQ+kAiEPNAAhD6QCIQ80AFUP2AIhD6QCIQ80ACEPpAIhDzQA',
    'VQ/YAiEPpAIhDzQAIQ+kAiEPNABVD9gCIQ+kAiEPNAAhD6QCIQ80AFD//yHGfoFrS/vi+1T2vd98HOGHAb8x3lZy',
    'D0dnZodZqog8WepWE3vShaHYPFRVLzeuZVvaAnmYzOMado5f2ZmPHz827kN4TQ36vqba5IaO3CltTv9W4XAg+4+x',
    'WAWQxQncU82qO0iZUtNSnQaf6rXCBhOYSbIBHqwyiDGcUkaVcTaPV/Y5HRb6iHT1mHwXXEG7bXGOD3BZxwEbLzM9',
    'kcAdpQ0NqzONfl6PPuZodKY6scOTEahkx9vK4GDh878JAGei4yWgITGH1WLFqE9+LglrlJ+wbameWgtGcIC2z0cM',
    'pqUq2Kz7oOu3eSRyI5JIgMWmp4W314yQ5KtjRFJm45wzJfleqrpzYF1LcX6+qYxXGXHDyl7lKjOsiFFmoXt1Z2Sa',
    'ae9vVkKgHVHFAve7kkVhYWEDAP///9BQYWFhYWHjpEuTAAAAAFChaWg=',
  ]),
  sample('lz4 -BD', unlz4, [
    'BCJNGGRAp+ACAADxJWxpbmUgMCBvZiBhIHRleHQgdGhhdCByZXBlYXRzIGl0c2VsZiwgbm93IGFuZCB0aGVuOyA0',
    'AB8xNABUHzJoACAPNABVHzOcACAfNDQAVB81aAAgDzQAVR82nAAgD6QCIQ80ACEP2AJVD2gAIQ/YAiEPpAIhDzQA',
    'IQ/YAlUPaAAhD9gCIQ+kAiEPNAAhD6QCIQ80AFUPpAJVD9gCiQ8MA1UPpAIhDzQAIQ+kAiEPNABVD9gCIQ+kAiEP',
    'NAAhD6QCIQ80AFUPpAJVD3wFVQ/YAiEPNAAhD9gCIQ+kAiEPNAAhD6QCIQ80AFUP2AIhD6QCIQ80ACEPpAIhDzQA',
    'VQ+kAlUP2AKJDwwDVQ+kAiEPNAAhD6QCIQ80AFUP2AIhD6QCIQ80ACEPpAIhDzQAVQ+kAlUPsAUhD6QCIQ80AFUP',
    '2AIhD6QCIQ80ACEPpAIhDzQAVQ/YAiEPpAIhDzQAIQ+kAiEPNABVD9gCIQ+kAiEPNAAhD6QCIQ80AFUP2AIhD6QC',
    'IQ80ACEPpAIhDzQAVQ/YAiEPpAIhDzQAIQ+kAiEPNABQ//8hxn6Ba0v74vtU9r3ffBzhhwG/Md5Wcg9HZ2aHWaqI',
    'PFnqVhN70oWh2DxUVS83rmVb2gJ5mMzjGnaOX9mZjx8/Nu5DeE0N+r6m2uSGjtwpbU7/VuFwIPuPsVgFkMUJ3FPN',
    'qjtImVLTUp0Gn+q1wgYTmEmyAR6sMogxnFJGlXE2j1f2OR0W+oh09Zh8F1xBu21xjg9wWccBGy8zPZHAHaUNDasz',
    'jX5ejz7maHSmOrHDkxGoZMfbyuBg4fO/CQBnouMloCExh9VixahPfi4Ja5SfsG2pnloLRnCAts9HDKalKtis+6Dr',
    't3kkciOSSIDFpqeFt9eMkOSrY0RSZuOcMyX5Xqq6c2BdS3F+vqmMVxlxw8pe5SozrIhRZqF7dWdkmmnvb1ZCoB1R',
    'xQL3u5JFYWFhAwD////QUGFhYWFhAAAAAFChaWg=',
  ]),
  sample('zstd -19', unzstd, [
    'KLUv/WR0HDUNAKQWbGluZSAwIG9mIGEgdGV4dCB0aGF0IHJlcGVhdHMgaXRzZWxmLCBub3cgYW5kZW47IDEyMzQ1',
    'NjAxMzYyNcZ+gWtL++L7VPa933wc4YcBvzHeVnIPR2dmh1mqiDxZ6lYTe9KFodg8VFUvN65lW9oCeZjM4xp2jl/Z',
    'mY8fPzbuQ3hNDfq+ptrkho7cKW1O/1bhcCD7j7FYBZDFCdxTzao7SJlS01KdBp/qtcIGE5hJsgEerDKIMZxSRpVx',
    'No9X9jkdFvqIdPWYfBdcQbttcY4PcFnHARsvMz2RwB2lDQ2rM41+Xo8+5mh0pjqxw5MRqGTH28rgYOHzvwkAZ6Lj',
    'JaAhMYfVYsWoT34uCWuUn7BtqZ5aC0ZwgLbPRwympSrYrPug67d5JHIjkkiAxaanhbfXjJDkq2NEUmbjnDMl+V6q',
    'unNgXUtxfr6pjFcZccPKXuUqM6yIUWahe3VnZJpp729WQqAdUcUC97uSRWEUoJByWv+7HCBtibExLeSJquovgt9/',
    'mk1jQimmMEEtpi1FMduaZj5MJVM8Y1LJFJwwKAQJrwldACASHfHmOA==',
  ]),
];

/** @param name the command that packed it */
function sample(name: string, decode: Decode, base64: readonly string[]): PackedSample {
  return { name, decode, packed: Buffer.from(base64.join(''), 'base64') };
}
