import { Client } from 'pg'
import { newId } from './identifiers.ts'
import { migrate, migrationsDigest } from './migrate.ts'

/** A new database on that server, migrated and without data: a copy of one that whoever is first makes. */
export async function freshDatabase(url: string): Promise<string> {
  const name = `kaoban_test_${newId().replaceAll('-', '')}`
  await withClient(url, async (client) => {
    await client.query(`create database ${name} template ${await modelDatabase(client, url)}`)
  })
  return addressOf(url, name)
}

const modelLock = 727_299

/** The name of the one that is copied. It is made under another name: what is cut short is no model. */
async function modelDatabase(client: Client, url: string): Promise<string> {
  const model = `kaoban_model_${migrationsDigest().slice(0, 32)}`
  const unfinished = `${model}_unfinished`
  await client.query('select pg_advisory_lock($1)', [modelLock])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [model])
    if (rowCount === 1) return model
    await client.query(`drop database if exists ${unfinished}`)
    await client.query(`create database ${unfinished}`)
    await withClient(addressOf(url, unfinished), (owner) =>
      migrate({ query: (text, values) => owner.query(text, values as unknown[]) }),
    )
    await client.query(`alter database ${unfinished} rename to ${model}`)
    return model
  } finally {
    await client.query('select pg_advisory_unlock($1)', [modelLock])
  }
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
