// Says that pictures are being sent, how far the one under way has come, and stops them on demand. Nothing is there while nothing is sent.
import { type ReactNode, useSyncExternalStore } from "react";
import type { Images } from "./images.ts";

export function UploadStatus({ images }: { images: Images }): ReactNode {
	const underWay = useSyncExternalStore(images.subscribe, () => images.underWay);
	const words = underWay && (underWay.left > 1 ? `Uploading ${underWay.left} pictures…` : "Uploading a picture…");
	return (
		<div className="board-uploads">
			<p role="status">{words}</p>
			{underWay && (
				<>
					<progress value={underWay.share} max={1} aria-label="Sent of this picture" />
					<button type="button" className="btn quiet sm" onClick={images.cancel}>
						Stop
					</button>
				</>
			)}
		</div>
	);
}
