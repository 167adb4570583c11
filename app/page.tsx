// Home. Questions and the sample come with the page, so that nothing jumps; one's own sessions follow.

import type { Metadata } from "next";
import { headers } from "next/headers";
import { Home } from "#components/home/home.tsx";
import { signedInUser } from "#server/auth.ts";
import { database } from "#server/db/client.ts";
import { findSample, listQuestions } from "#server/db/questions.ts";

export const metadata: Metadata = { title: { absolute: "Boardwalk · ML system design interviews on one board" } };
export const dynamic = "force-dynamic";

export default async function HomePage() {
	const db = database();
	const [questions, sample, user] = await Promise.all([
		listQuestions(db),
		findSample(db),
		signedInUser(await headers()),
	]);
	return <Home questions={questions} sample={sample} guest={user !== null} />;
}
