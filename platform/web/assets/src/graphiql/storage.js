// What people type may name persons, and all counties share one origin: keep it for this tab only and apart
// by endpoint, so that it is neither left on the machine nor shown in another county.
export function storageOf(endpoint) {
  const prefix = `${endpoint}|`;
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  return {
    get length() { return keys().length; },
    key: (index) => keys()[index]?.slice(prefix.length) ?? null,
    getItem: (key) => sessionStorage.getItem(prefix + key),
    setItem: (key, value) => sessionStorage.setItem(prefix + key, value),
    removeItem: (key) => sessionStorage.removeItem(prefix + key),
    clear: () => keys().forEach((key) => sessionStorage.removeItem(key)),
  };
}
