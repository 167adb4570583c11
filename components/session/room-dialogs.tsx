// The dialogs of a room that are read at leisure: links, people, pictures, keys. They come into the page when the first of them is
// opened (open-room.tsx asks for them); which one is open is the room's state.
import { PicturesDialog, type PicturesDialogProps } from "#components/board/pictures-dialog.tsx";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { HelpDialog } from "./help-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PeopleDialog } from "./people-dialog.tsx";
import { SettingsDialog } from "./settings-fields.tsx";
import type { InvitesControl } from "./use-invites.ts";
import type { Looking } from "./use-looking.ts";

export type RoomDialog = "invite" | "people" | "pictures" | "settings" | "help";

export interface RoomDialogsProps {
	/** the one that is open */
	over: RoomDialog | null;
	onOver(over: RoomDialog | null): void;
	view: SessionView;
	invites: InvitesControl;
	looking: Looking;
	pictures: Omit<PicturesDialogProps, "open" | "onOpenChange">;
	/** null where nobody can be invited */
	onInvite: (() => void) | null;
	onCommand(command: Command): Promise<boolean>;
}

export function RoomDialogs({ over, onOver, view, invites, looking, pictures, onInvite, onCommand }: RoomDialogsProps) {
	const opened = (dialog: RoomDialog) => ({
		open: over === dialog,
		onOpenChange: (open: boolean) => onOver(open ? dialog : null),
	});
	return (
		<>
			<InviteDialog {...opened("invite")} control={invites} role={view.role} />
			<PeopleDialog {...opened("people")} view={view} looking={looking} onInvite={onInvite} onCommand={onCommand} />
			<PicturesDialog {...opened("pictures")} {...pictures} />
			<SettingsDialog {...opened("settings")} view={view} onCommand={onCommand} />
			<HelpDialog {...opened("help")} view={view} />
		</>
	);
}
