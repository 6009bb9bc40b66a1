#!/usr/bin/env node
// The command `kaoban`: users and logins from anywhere (apps/cli), tasks of the operator beside the database (apps/server).
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'

const words = process.argv.slice(2)
const operatorTasks = new Set(['audit', 'config'])
const program = operatorTasks.has(words[0]) ? '../apps/server/src/cli.ts' : '../apps/cli/src/main.ts'
process.exitCode = await run([fileURLToPath(new URL(program, import.meta.url)), ...words])
