// As the browser tests run, for `npm run screens`.
import config from "../../playwright.config.ts";

export default { ...config, testDir: ".", globalSetup: "../helpers/browser-setup.ts", outputDir: "../../test-results" };
