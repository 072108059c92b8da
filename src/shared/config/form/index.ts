/** The forms of `tbot.yaml`, made from the schemas: every key of the file is a field here. */
export { joinMethodKinds, serviceKind, serviceKinds } from './kinds.ts'
export * from './model.ts'
export { newService } from './new-service.ts'
export { snippets } from './snippets.ts'
export {
  destinationVariants,
  onboardingFields,
  serviceFields,
  storageField,
  topFields,
} from './top-fields.ts'
