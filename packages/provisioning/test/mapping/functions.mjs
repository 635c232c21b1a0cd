/** Functions for the tests of maps. */
export const shout = (value, { operation }) => `${value.toUpperCase()}! (${operation})`;
export const isWanted = (value) => value !== 'unwanted';
export const later = async (value) => value;
export default (value) => [...value].reverse().join('');
