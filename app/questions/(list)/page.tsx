// The questions, found by what the address asks for. All of them come with the page; the search is the page's own.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { readFilter, toAddress } from "#components/questions/filter-address.ts";
import { Questions } from "#components/questions/questions.tsx";
import { signedInUser } from "#server/auth.ts";
import { database } from "#server/db/client.ts";
import { listQuestions } from "#server/db/questions.ts";

export const metadata: Metadata = { title: "Questions" };
export const dynamic = "force-dynamic";

interface Props {
	searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function QuestionsPage({ searchParams }: Props) {
	const user = await signedInUser(await headers());
	const questions = await listQuestions(database(), user?.userId ?? null);
	const asked = readFilter(toAddress(await searchParams));
	return <Questions questions={questions} asked={asked} guest={user !== null} />;
}
