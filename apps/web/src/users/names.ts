interface Named {
  familyName: string
  middleName: string
  givenName: string
  loginId: string
}

/** In the order a Japanese name is written; empty when no part of it is known. */
export function fullName({ familyName, middleName, givenName }: Omit<Named, 'loginId'>): string {
  return [familyName, middleName, givenName].filter((part) => part !== '').join(' ')
}

/** What a person is called: the name, or the ID. */
export function nameOf(person: Named): string {
  return fullName(person) || person.loginId
}
