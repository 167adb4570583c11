// Keeps a mounted board's document connected, and warns before a page with unsaved work is left. The connection itself
// is sync-connection.ts; here it only lives and dies with the component.
import { useEffect, useState } from "react";
import { connectSync, type SyncConnection, type SyncOptions } from "./sync-connection.ts";

/** Where the sync endpoint of this page's own server is. */
export function syncUrl(location: { protocol: string; host: string }): string {
	return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/sync`;
}

/** @param options must keep its identity: another one is another connection */
export function useSync(options: SyncOptions | null): SyncConnection | null {
	const [connection, setConnection] = useState<SyncConnection | null>(null);
	useEffect(() => {
		if (!options) return;
		const connected = connectSync(options);
		const warn = (event: BeforeUnloadEvent) => {
			options.flush();
			if (!connected.unsaved) return;
			event.preventDefault();
			event.returnValue = "";
		};
		window.addEventListener("beforeunload", warn);
		setConnection(connected);
		return () => {
			setConnection(null);
			window.removeEventListener("beforeunload", warn);
			// the binding is undone after the connection: what it still holds would go nowhere
			options.flush();
			connected.disconnect();
		};
	}, [options]);
	return connection;
}
