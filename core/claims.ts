// Who gets what several claim, decided by ids alone, so that all readers of equal documents decide alike, whatever came
// first: of those who claim one place the smallest id has it (Claims), of those who claim to be shown the smallest ids
// up to a limit are (Cap). Each answers whose lot has changed with a change, so that nobody else must be looked at: a
// stranger may send thousands that claim the same.

/** The ids that claim each place. */
export class Claims {
	readonly #places = new Map<string, { ids: Set<string>; first: string }>();

	/** Who has this place; undefined while nobody claims it. */
	holder(place: string): string | undefined {
		return this.#places.get(place)?.first;
	}

	/** @returns whose lot has changed */
	add(place: string, id: string): string[] {
		const claim = this.#places.get(place);
		if (!claim) {
			this.#places.set(place, { ids: new Set([id]), first: id });
			return [id];
		}
		claim.ids.add(id);
		const { first } = claim;
		if (first <= id) return [id];
		claim.first = id;
		return [first, id];
	}

	/** @returns whose lot has changed */
	delete(place: string, id: string): string[] {
		const claim = this.#places.get(place);
		if (!claim?.ids.delete(id)) return [];
		if (claim.ids.size === 0) this.#places.delete(place);
		if (claim.first !== id || claim.ids.size === 0) return [id];
		let next: string | undefined;
		for (const other of claim.ids) if (next === undefined || other < next) next = other;
		claim.first = next ?? "";
		return [claim.first, id];
	}
}

/** All ids that want to be among the first `limit`. */
export class Cap {
	readonly #limit: number;
	readonly #sorted: string[] = [];

	constructor(limit: number) {
		this.#limit = limit;
	}

	admits(id: string): boolean {
		const last = this.#sorted[this.#limit - 1];
		return last === undefined || id <= last;
	}

	/** @returns who is out because of it: this one, another, or nobody */
	add(id: string): string | undefined {
		const at = this.#placeOf(id);
		this.#sorted.splice(at, 0, id);
		return at < this.#limit ? this.#sorted[this.#limit] : id;
	}

	/** @returns who is in again because of it, if anybody */
	delete(id: string): string | undefined {
		const at = this.#placeOf(id);
		if (this.#sorted[at] !== id) return undefined;
		this.#sorted.splice(at, 1);
		return at < this.#limit ? this.#sorted[this.#limit - 1] : undefined;
	}

	#placeOf(id: string): number {
		let [low, high] = [0, this.#sorted.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#sorted[middle] ?? "") < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
