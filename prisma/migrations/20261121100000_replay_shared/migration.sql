-- Observers may replay only where whoever leads shares the replay with them; before, nobody could say so and all might.
ALTER TABLE "session" DROP COLUMN "observers_may_replay";
ALTER TABLE "session" ADD COLUMN "replay_shared" BOOLEAN NOT NULL DEFAULT false;
