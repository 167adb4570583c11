// Home. Questions and the sample come with the page, so that nothing jumps; one's own sessions follow.

import type { Metadata } from "next";
import { headers } from "next/headers";
import { Home } from "#components/home/home.tsx";
import { signedInUser } from "#server/auth.ts";
import { database } from "#server/db/client.ts";
import { findSample, listQuestions } from "#server/db/questions.ts";

export const metadata: Metadata = { title: { absolute: "Boardwalk · ML system design interviews on one board" } };
export const dynamic = "force-dynamic";

interface Props {
	/** `question`: the one that somebody chose on another page */
	searchParams: Promise<{ question?: string | string[] }>;
}

export default async function HomePage({ searchParams }: Props) {
	const db = database();
	const user = await signedInUser(await headers());
	const [questions, sample] = await Promise.all([listQuestions(db, user?.userId ?? null), findSample(db)]);
	const { question } = await searchParams;
	const asked = [question].flat()[0] ?? null;
	return <Home questions={questions} sample={sample} guest={user !== null} asked={asked} />;
}
