// The exports of the kernel module. Their TypeScript signatures are `Kernels` in src/engine/simd/kernels.ts.

export { activate } from './activation';
export { pixel_columns } from './columns';
export { delta_columns } from './delta-columns';
export { delta_gradient } from './delta-gradient';
export { dense_backward } from './dense-backward';
export { dense_forward } from './dense-forward';
export { dense_gradient } from './dense-gradient';
export { logistic_loss, logistic_probabilities, softmax_loss, softmax_probabilities } from './loss';
export { peak_loop, peak_loop_wide, probe_madd } from './probe';
export { sparse_update_single } from './single';
export { sparse_forward } from './sparse-forward';
export { sparse_gradient } from './sparse-gradient';
export { transcend } from './transcend';
export { gather_rows, unpack_rows } from './unpack';
export { add_scaled, add_to_rows, sum_rows, update_adam, update_momentum, update_sgd } from './update';
