import {
  type AppAuthentication,
  type AuthenticationSet,
  askedFactors,
  checkAlternatives,
  type FactorNumber,
  factorLists,
  listGroups,
  readAuthenticationSets,
  saveAuthenticationSet,
} from '@kaoban/contract'
import type { MessageKey } from '@kaoban/messages'
import { ActionIcon, Button, Checkbox, Radio, Select, Stack } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi, useApiAction } from '../platform/api.ts'
import { FormDialog } from '../platform/FormDialog.tsx'
import { useWord } from '../platform/language.tsx'
import { type FieldMessage, type KaobanForm, useKaobanForm } from '../platform/useKaobanForm.tsx'
import { useFactorName } from './AuthenticationSetsPage.tsx'
import classes from './authentication-sets.module.css'

interface Props {
  appId: number
  /** Whose ways in; chosen in the dialog when not said. */
  of?: string
  name?: string
  set?: AuthenticationSet | null
  /** Groups that have ways in of their own already. */
  taken?: AppAuthentication['groups']
  onClose: () => void
}

interface Values extends Record<string, unknown> {
  of: string
  use: 'allowed' | 'forbidden'
  alternatives: FactorNumber[][]
}

function faultsOf({ of, use, alternatives }: Values): Record<string, FieldMessage> {
  if (!of) return { of: 'authenticationSets.groupNeeded' }
  if (use === 'forbidden') return {}
  if (alternatives.length === 0) return { use: 'authenticationSets.wayNeeded' }
  return Object.fromEntries(checkAlternatives(alternatives).map(({ field, message }) => [field, message as MessageKey]))
}

/** Whether somebody may use an application, and by which factors, in their order. */
export function SetDialog({ appId, of = '', name, set, taken, onClose }: Props) {
  const say = useWord()
  const save = useApiAction(saveAuthenticationSet, { refreshes: [readAuthenticationSets] })
  const form = useKaobanForm<Values>({
    initialValues: {
      of,
      use: set?.alternatives.length === 0 ? 'forbidden' : 'allowed',
      alternatives: set?.alternatives.length ? set.alternatives.map((factors) => [...factors]) : [[16]],
    },
    validate: faultsOf,
    save: (values) =>
      save.run({
        ...{ appId, of: values.of, version: set?.version ?? 0 },
        alternatives: values.use === 'allowed' ? values.alternatives : [],
      }),
    onSaved: onClose,
    done: 'authenticationSets.saved',
  })
  const { use, alternatives } = form.values
  return (
    <FormDialog
      opened
      onClose={onClose}
      size="lg"
      title={name === undefined ? say('authenticationSets.addGroup') : say('authenticationSets.setNamed', { name })}
      form={form}
    >
      {taken && <GroupChoice taken={taken} field={form.field('of')} />}
      <Radio.Group
        label={say('authenticationSets.use')}
        {...form.field('use')}
        onChange={(value) => form.set('use', value as Values['use'])}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="allowed" label={say('authenticationSets.allowed')} />
          <Radio value="forbidden" label={say('authenticationSets.forbidden')} />
        </Stack>
      </Radio.Group>
      {use === 'allowed' && (
        <>
          {alternatives.map((factors, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a way in has no name but its place
            <Way key={place} form={form} factors={factors} place={place} />
          ))}
          {alternatives.length < factorLists.alternatives && (
            <div>
              <Button
                variant="default"
                leftSection={<IconPlus size={18} aria-hidden="true" />}
                onClick={() => form.set('alternatives', [...alternatives, []])}
              >
                {say('authenticationSets.way.add')}
              </Button>
            </div>
          )}
          {alternatives.some((factors) => factors.includes(55)) && (
            <p className={classes.hint}>{say('authenticationSets.face.hint')}</p>
          )}
        </>
      )}
    </FormDialog>
  )
}

function Way({ form, factors, place }: { form: KaobanForm<Values>; factors: FactorNumber[]; place: number }) {
  const say = useWord()
  const called = useFactorName()
  const { alternatives } = form.values
  const n = place + 1
  const move = (to: number) => form.set('alternatives', alternatives.with(place, alternatives[to]!).with(to, factors))
  const path = `alternatives.${place}` as const
  return (
    <div className={classes.way}>
      <Checkbox.Group
        label={say('authenticationSets.way', { n })}
        description={say('authenticationSets.way.text')}
        data-field={path}
        value={factors.map(String)}
        error={form.messageAt(path)}
        onChange={(chosen) =>
          form.set(
            'alternatives',
            alternatives.with(
              place,
              askedFactors.filter((factor) => chosen.includes(String(factor))),
            ),
          )
        }
      >
        <div className={classes.choices}>
          {askedFactors.map((factor) => (
            <Checkbox key={factor} value={String(factor)} label={called(factor)} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.moves}>
        <ActionIcon
          variant="default"
          disabled={place === 0}
          aria-label={say('authenticationSets.way.up', { n })}
          onClick={() => move(place - 1)}
        >
          <IconArrowUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          disabled={n === alternatives.length}
          aria-label={say('authenticationSets.way.down', { n })}
          onClick={() => move(place + 1)}
        >
          <IconArrowDown size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={say('authenticationSets.way.remove', { n })}
          onClick={() =>
            form.set(
              'alternatives',
              alternatives.filter((_, other) => other !== place),
            )
          }
        >
          <IconTrash size={18} />
        </ActionIcon>
      </div>
    </div>
  )
}

/** The first groups that fit what is typed. */
function GroupChoice({ taken, field }: { taken: AppAuthentication['groups']; field: object }) {
  const say = useWord()
  const [search, setSearch] = useState('')
  const { data } = useApi(listGroups, { search, page: 1, size: 50 }, { keepPrevious: true })
  const left = (data?.rows ?? []).filter(({ groupId }) => taken.every((set) => set.groupId !== groupId))
  return (
    <Select
      label={say('authenticationSets.group')}
      placeholder={say('authenticationSets.chooseGroup')}
      required
      searchable
      // The server has searched already, by code and name.
      filter={({ options }) => options}
      onSearchChange={(text) => setSearch(left.some((group) => wordOf(group) === text) ? '' : text)}
      nothingFoundMessage={say('authenticationSets.noGroupLeft')}
      {...field}
      data={left.map((group) => ({ value: group.groupId, label: wordOf(group) }))}
    />
  )
}

function wordOf({ code, name }: { code: string; name: string }): string {
  return `${code} ${name}`
}
