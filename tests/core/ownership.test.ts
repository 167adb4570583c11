// Whose client ids are whose.
import { describe, expect, test } from "vitest";
import { ClientOwners } from "#core/ownership.ts";

describe("client ids", () => {
	test("[Y15] an id belongs to who extends it first, whoever extends it later", () => {
		const owners = new ClientOwners();
		expect(owners.ownerOf(7)).toBeNull();
		owners.extend([7, 8], "carl");
		owners.extend([7, 9], "ines");
		expect([7, 8, 9, 10].map((id) => owners.ownerOf(id))).toEqual(["carl", "carl", "ines", null]);
	});

	test("[Y15] the map survives being stored", () => {
		const owners = new ClientOwners();
		owners.extend([0, 4_294_967_295, 2 ** 53 - 1], "carl");
		const stored: unknown = JSON.parse(JSON.stringify(owners));
		const again = ClientOwners.from(stored);
		expect([0, 4_294_967_295, 2 ** 53 - 1, 1].map((id) => again.ownerOf(id))).toEqual(["carl", "carl", "carl", null]);
		expect(again.toJSON()).toEqual(stored);
	});

	test("[Y15] what is no such map is refused", () => {
		for (const stored of [null, 1, [1], { seven: "carl" }, { 7: 8 }, { "1e3": "carl" }]) {
			expect(() => ClientOwners.from(stored)).toThrow();
		}
	});
});
