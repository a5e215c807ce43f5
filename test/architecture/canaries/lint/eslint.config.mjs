// The rules of the repository, with this folder as the root their paths are read from.
export { default } from '../../../../eslint.config.mjs';
