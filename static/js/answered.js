// The answer to a press cannot be opened again by Back: the browser would have to press once more.
// From here on this entry of the history is the page of the form, which brings back what was typed.
const { answersPress } = document.body.dataset;
if (answersPress) history.replaceState(history.state, "", answersPress);
