import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

/** Share of the weight under which a ballot is kept and not counted. */
const ENOUGH = 0.6;

/**
 * One work a page. Each answer folds its question, opens the next one and is kept at
 * once; the form below remains a plain post.
 */
export class Ballot extends Interaction {
    static selector = ".cs-ballot";
    dynamicContent = {
        ".cs-anchors": {"t-on-change": this.onAnswer, "t-on-click": this.onTap},
        textarea: {"t-on-input": this.debounced(this.save, 800)},
        ".cs-count": {"t-out": () => String(this.answered().length)},
        ".cs-too-little": {"t-att-hidden": () => !this.tooLittle()},
        ".cs-comment": {"t-att-hidden": () => !this.needsComment()},
    };

    get questions() {
        return [...this.el.querySelectorAll(".cs-question")];
    }

    answerOf(question) {
        return question.querySelector("input:checked");
    }

    answered() {
        return this.questions.filter((question) => this.answerOf(question));
    }

    /** Every question has its answer, and too few of them are a judgement. */
    tooLittle() {
        const weight = (list) =>
            list.reduce((sum, question) => sum + Number(question.dataset.weight), 0);
        const judged = this.answered().filter(
            (question) => this.answerOf(question).value !== "none",
        );
        return (
            this.answered().length === this.questions.length &&
            weight(judged) < ENOUGH * weight(this.questions)
        );
    }

    needsComment() {
        const words = this.el.querySelector("[name=comment]").value;
        return (
            Boolean(words) ||
            this.answered().some((question) =>
                ["1", "5"].includes(this.answerOf(question).value),
            )
        );
    }

    onAnswer(ev) {
        const question = ev.target.closest(".cs-question");
        const sentence = ev.target.closest("label").querySelector("span").textContent;
        question.querySelector(".cs-answer").textContent = sentence.trim();
        question.classList.add("cs-answered");
        this.byKeyboard = !this.tapped;
        this.tapped = false;
        this.save();
        // With the arrow keys an answer changes at each press: folding would lose it.
        if (!this.byKeyboard) {
            this.openNext(question);
        }
    }

    /** A label tapped sends its click before the change; a key sends it from no point. */
    onTap(ev) {
        this.tapped = ev.detail > 0;
    }

    openNext(question) {
        question.open = false;
        const next = this.questions.find((other) => !this.answerOf(other));
        if (next) {
            next.open = true;
        }
    }

    scores() {
        const scores = {};
        for (const question of this.answered()) {
            const input = this.answerOf(question);
            const level = input.value === "none" ? false : Number(input.value);
            scores[input.name.replace("score_", "")] = level;
        }
        return scores;
    }

    async save() {
        const url = this.el.dataset.save;
        if (!url) {
            return;
        }
        let kept = false;
        try {
            kept = await this.waitFor(
                rpc(
                    url,
                    {
                        scores: this.scores(),
                        strength: this.el.strength.value,
                        improvement: this.el.improvement.value,
                        comment: this.el.comment.value,
                    },
                    {silent: true},
                ),
            );
        } catch {
            kept = false;
        }
        this.el.querySelector(".cs-kept").hidden = !kept;
        this.el.querySelector(".cs-not-kept").hidden = kept;
    }
}

registry.category("public.interactions").add("code_social.ballot", Ballot);
