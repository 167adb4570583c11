// Runs in <head> before the first paint: puts the kept theme on <html>. A string, because it must not wait for the
// page's own scripts.
export const THEME_KEY = "boardwalk-theme";

export const themeScript = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch(e){}`;
