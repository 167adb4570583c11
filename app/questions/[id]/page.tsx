// One question by its public view; nothing here for somebody else's own.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { filterAddress, readFilter, toAddress } from "#components/questions/filter-address.ts";
import { QuestionPage } from "#components/questions/question-page.tsx";
import { signedInUser } from "#server/auth.ts";
import { database } from "#server/db/client.ts";
import { findQuestion } from "#server/db/questions.ts";

export const dynamic = "force-dynamic";

interface Props {
	params: Promise<{ id: string }>;
	searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Once a request: title and page are about the same. */
const load = cache(async (id: string) => {
	const user = await signedInUser(await headers());
	const question = /^[a-z0-9-]{1,80}$/.test(id) ? await findQuestion(database(), id, user?.userId ?? null) : null;
	return question && { question, guest: user !== null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const found = await load((await params).id);
	return { title: found?.question.title ?? "Nothing here" };
}

export default async function OneQuestionPage({ params, searchParams }: Props) {
	const found = await load((await params).id);
	if (!found) notFound();
	return <QuestionPage {...found} address={filterAddress(readFilter(toAddress(await searchParams)))} />;
}
