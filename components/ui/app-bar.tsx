// The bar of the pages outside a room. It leads only to pages that exist; without `nav` it is the mark alone, for people
// who came by a link and belong to one session.
import Link from "next/link";
import { Logo } from "./logo.tsx";
import { Person } from "./person.tsx";
import { ThemeToggle } from "./theme.tsx";

export interface AppBarProps {
	/** which page this is; "none": another page of ours; absent: no navigation at all */
	nav?: "sessions" | "questions" | "none";
	/** display name of the guest, once known */
	name?: string | null;
}

export function AppBar({ nav, name }: AppBarProps) {
	return (
		<header className="appbar">
			{nav ? (
				<Link href="/" aria-label="Boardwalk, home">
					<Logo />
				</Link>
			) : (
				<Logo />
			)}
			{nav ? (
				<nav className="grow" aria-label="Main">
					<Link href="/" aria-current={nav === "sessions" ? "page" : undefined}>
						Sessions
					</Link>
					<Link href="/questions" prefetch={false} aria-current={nav === "questions" ? "page" : undefined}>
						Questions
					</Link>
				</nav>
			) : (
				<span className="grow" />
			)}
			<ThemeToggle />
			{name && (
				<span className="row hide-sm guest">
					<Person name={name} named />
					<span className="cut">{name}, guest</span>
				</span>
			)}
		</header>
	);
}
