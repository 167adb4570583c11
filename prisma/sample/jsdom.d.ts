// jsdom brings no types; this is what the sample's script and tests of documents use of it.
declare module "jsdom" {
	export class JSDOM {
		constructor(html: string, options?: { url: string; pretendToBeVisual: boolean });
		readonly window: Window & Record<string, unknown>;
	}
}
