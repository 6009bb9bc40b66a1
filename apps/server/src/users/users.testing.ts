import { sql } from 'kysely'
import { newId } from '../platform/identifiers.ts'
import type { TestServer } from '../platform/testing.ts'
import '../platform/database.ts'
import './users.store.ts'

// Variants that look alike stay different people: 高橋/髙橋, 山崎/山﨑, 吉田/𠮷田, 渡辺/渡邉/渡邊, 斎藤/齋藤.
const familyNames =
  '佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邉 渡邊 山本 中村 小林 加藤 吉田 𠮷田 山田 佐々木 山口 松本 井上 木村 林 斎藤 齋藤 清水 山崎 山﨑 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 宮﨑 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 勅使河原 小比類巻 スミス ジョンソン ガルシア グエン パク'.split(
    ' ',
  )
const givenNames =
  '翔太 大輔 健太 拓也 直樹 健一 達也 和也 誠 学 亮 剛 大輝 蓮 湊 陽翔 樹 悠真 朝陽 颯太 美咲 愛 千尋 麻衣 舞 裕子 恵 久美子 由美子 真由美 智子 明美 陽子 陽菜 結愛 凛 紬 葵 芽依 心春 さくら ひかり あかり 太郎 花子 一郎 次郎 三郎 四郎 五郎 ジョン マリア アンナ ミン ジウ'.split(
    ' ',
  )
const romanFamilies = 'sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yoshida yamada'.split(
  ' ',
)

export interface SeededPerson {
  userId: string
  loginId: string
  familyName: string
  middleName: string
  givenName: string
  mail: string
}

/** Numbers in [0, 1) that are the same in every run. */
export function repeatableNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Fills a tenant with people as a company has them: most have a mail address and a face, some faces are provisional,
 * a few people are locked, have long names or one in katakana. Registered one minute apart, the last one now.
 */
export async function seedPeople(server: TestServer, tenantId: string, count: number): Promise<SeededPerson[]> {
  const next = repeatableNumbers(20_260_401)
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
  const now = server.clock.now()
  const people: SeededPerson[] = []
  const batch = 400
  for (let start = 0; start < count; start += batch) {
    const users = Array.from({ length: Math.min(batch, count - start) }, (_, index) => {
      const number = start + index
      const long = number % 997 === 500
      const loginId = `${pick(romanFamilies)}.${String(number).padStart(5, '0')}`
      const mail = next() < 0.9 ? `${loginId}@example.co.jp` : ''
      const registeredAt = new Date(now.getTime() - (count - number) * 60_000)
      return {
        tenantId,
        userId: newId(),
        loginId,
        loginIdKey: loginId,
        familyName: long ? pick(familyNames).repeat(20) : pick(familyNames),
        middleName: number % 211 === 7 ? 'アントニオ' : '',
        givenName: pick(givenNames),
        mail,
        mailKey: mail === '' ? null : mail,
        appLoginAllowed: next() < 0.3,
        pauseAllowed: next() < 0.1,
        passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${'c2FsdHNhbHRzYWx0c2FsdA'}$${'0'.repeat(43)}`,
        passwordInitial: next() < 0.05,
        failedSignIns: 0,
        lockedUntil: number % 1000 === 42 ? new Date(now.getTime() + 3_600_000) : null,
        registeredAt,
        updatedAt: registeredAt,
      }
    })
    const faces = users.flatMap(({ userId, registeredAt }) => {
      const chance = next()
      return chance > 0.85
        ? []
        : [
            {
              tenantId,
              userId,
              kind: 'display' as const,
              state: chance < 0.8 ? ('registered' as const) : ('provisional' as const),
              modelId: 'test',
              template: new Uint8Array(620),
              image: null,
              quality: 0.9,
              registeredBy: 'test',
              createdAt: registeredAt,
              updatedAt: registeredAt,
            },
          ]
    })
    await server.database.transaction({ tenantId }, async (db) => {
      await db.insertInto('users').values(users).execute()
      if (faces.length > 0) await (db as unknown as FaceWriter).insertInto('faces').values(faces).execute()
    })
    people.push(...users)
  }
  return people
}

/** The table of the feature `faces`, whose store other features do not import. */
type FaceWriter = {
  insertInto(table: 'faces'): { values(rows: readonly object[]): { execute(): Promise<unknown> } }
}

/** Gives a person a display face in this state, or takes it away. */
export async function putFace(
  server: TestServer,
  tenantId: string,
  userId: string,
  state: 'provisional' | 'registered' | undefined,
): Promise<void> {
  const now = server.clock.now()
  await server.database.transaction({ tenantId }, async (db) => {
    await sql`delete from faces where user_id = ${userId} and kind = 'display' and ${state ?? ''} = ''`.execute(db)
    if (state !== undefined)
      await sql`insert into faces (tenant_id, user_id, kind, state, model_id, quality, registered_by, created_at, updated_at)
        values (${tenantId}, ${userId}, 'display', ${state}, 'test', 0.9, 'test', ${now}, ${now})
        on conflict (tenant_id, user_id, kind) do update set state = excluded.state, updated_at = excluded.updated_at`.execute(
        db,
      )
  })
}

/**
 * Puts seeded people into forty groups (every tenth into none, some at 異動中, a few administer theirs) and gives most of
 * them a Windows account. Returns an ordinary group and somebody who administers it.
 */
export async function seedPlaces(
  server: TestServer,
  tenantId: string,
): Promise<{ groupId: string; administrator: string }> {
  const now = server.clock.now()
  return server.database.transaction({ tenantId }, async (db) => {
    await sql`insert into groups (tenant_id, group_id, code, code_key, name, created_at)
      select ${tenantId}::uuid, gen_random_uuid(), 'G' || lpad(n::text, 3, '0'), 'g' || lpad(n::text, 3, '0'), '部門' || n, ${now}
      from generate_series(1, 40) n`.execute(db)
    await sql`with numbered as (select user_id, row_number() over (order by login_id_key) as n from users where not system_administrator),
        coded as (select group_id, row_number() over (order by code_key) as n from groups)
      insert into memberships (tenant_id, user_id, slot, group_id, administrator)
      select ${tenantId}::uuid, u.user_id, s.slot, case when u.n % 500 = 3 and s.slot = 1 then null else g.group_id end, u.n % 300 = 7 and s.slot = 1
      from numbered u cross join (values (1, 0), (2, 13)) s (slot, shift)
      join coded g on g.n = (u.n + s.shift) % 40 + 1
      where u.n % 10 <> 0 and (s.slot = 1 or u.n % 4 = 0)`.execute(db)
    await sql`insert into windows_accounts (tenant_id, account_id, kind, name, name_key, place, place_key, updated_at)
      select tenant_id, user_id, 'domain', left(login_id, 20), login_id_key, 'corp.example.co.jp', 'corp.example.co.jp', ${now}
      from users where not system_administrator and login_id_key !~ '9$'`.execute(db)
    await sql`insert into windows_account_links (tenant_id, user_id, slot, account_id)
      select tenant_id, account_id, 1, account_id from windows_accounts`.execute(db)
    const { rows } = await sql<{ groupId: string; administrator: string }>`
      select group_id, user_id as administrator from memberships where administrator order by group_id, user_id limit 1`.execute(
      db,
    )
    return rows[0]!
  })
}
